/** What would change, line by line, in the words of the screen. Pure. */
import type { Difference } from '../editing/Aside'
import { facets, sectionOf, type Wordbook } from './facets'
import type { QueueDraft } from './form'

export function differences(before: QueueDraft, after: QueueDraft, book: Wordbook): Difference[] {
  const was = new Map(facets(before, book).map((one) => [one.key, one.words]))
  return facets(after, book)
    .filter((one) => was.get(one.key) !== one.words)
    .map(({ key, section, label, words }) => ({ key, section, label, before: was.get(key) ?? '', after: words }))
}

export { sectionOf }
