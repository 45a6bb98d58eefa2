/** Whether what was typed is found in a name, accents and case aside: each typed word must begin one of its words. */
export function matches(name: string, query: string): boolean {
  const words = plain(name).split(/[^a-z0-9]+/)
  return plain(query).split(/\s+/).filter(Boolean).every((typed) => words.some((word) => word.startsWith(typed)))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase()
}
