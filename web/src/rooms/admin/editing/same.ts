/** Whether two plain values hold the same, in whatever order their fields stand. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const [mine, theirs] = [Object.entries(left), new Map(Object.entries(right))]
  return mine.length === theirs.size && mine.every(([name, value]) => theirs.has(name) && same(value, theirs.get(name)))
}

/** What is not there yet has this for an id in its address; nothing else is called so. */
export const NEW = 'new'

/** A code for a new thing, from what it is called; never one of those taken. */
export function codeOf(name: string, taken: readonly string[], before = ''): string {
  const plain = name.normalize('NFD').replaceAll(/\p{Diacritic}/gu, '').toLowerCase()
  const bare = before + (plain.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '').slice(0, 40) || 'x')
  for (let number = 1; ; number += 1) {
    const code = number === 1 ? bare : `${bare}_${number}`
    if (code !== NEW && !taken.includes(code)) return code
  }
}
