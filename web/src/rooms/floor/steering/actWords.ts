import { worded } from '~/ui/words'
import type { FloorAct } from './shapes'

/** What was done to what, in a line; what has no name of its own is not called by its id. */
export function actWords({ target, words }: FloorAct, language: string): string {
  const said = worded(words, language)
  return target.name && target.name !== target.id ? `${target.name} · ${said}` : said
}
