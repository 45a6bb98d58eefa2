import { useContactReasons } from '~/api/day'
import type { ContactReason } from '~/api/shapes'
import { worded } from '~/ui/words'

/** « Commande › Livraison »: a reason with what it belongs to. */
export function pathOf(code: string, reasons: readonly ContactReason[], language: string): string {
  const words: string[] = []
  const seen = new Set<string>()
  for (let one = reasons.find((row) => row.code === code); one && !seen.has(one.code);) {
    seen.add(one.code)
    words.unshift(worded(one, language))
    const { parent } = one
    one = reasons.find((row) => row.code === parent)
  }
  return words.length ? words.join(' › ') : code
}

/** The reasons one may choose, by their paths; without those that only hold others together. */
export function choices(reasons: readonly ContactReason[], language: string): { value: string; label: string }[] {
  const parents = new Set(reasons.map((one) => one.parent))
  return reasons
    .filter((one) => one.active !== false && !parents.has(one.code))
    .map((one) => ({ value: one.code, label: pathOf(one.code, reasons, language) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, language))
}

/** The words of a contact's reason; its code until they are known. */
export function useReasonPath(code: string | null, language: string): string | null {
  const { data } = useContactReasons()
  return code === null ? null : pathOf(code, data ?? [], language)
}
