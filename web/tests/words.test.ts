import { expect, test } from 'vitest'

type Words = { [key: string]: string | Words }
const files = import.meta.glob<Words>('../src/i18n/*/*.json', { eager: true, import: 'default' })
const sources = import.meta.glob<string>('../src/**/*.{ts,tsx}', { eager: true, import: 'default', query: '?raw' })

function keysOf(words: Words, before = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, said]): [string, string][] => {
    return typeof said === 'string' ? [[before + key, said]] : keysOf(said, `${before}${key}.`)
  })
}
/** Rooms whose refusals reach a screen; the visitors' socket words its own. */
const rooms = import.meta.glob<string>(
  ['../../beffroi/kernel/errors.py', '../../beffroi/kernel/web/*.py', '../../beffroi/{routing,people,interactions,customers,live,insight}/**/*.py'],
  { eager: true, import: 'default', query: '?raw' },
)
const blanks = (said: string | undefined) => [...new Set(said?.match(/\{\{\w+\}\}/g))].toSorted()
const code = (name: string) => name.replaceAll(/(?<!^)(?=[A-Z])/g, '_').toLowerCase()
const room = (path: string) => path.split('/').at(-1)
const inLanguage = (language: string) => Object.entries(files).filter(([path]) => path.includes(`/${language}/`))

test.each(inLanguage('fr').map(([path, words]) => [room(path), words] as const))('%s says the same things in both languages', (name, french) => {
  const english = inLanguage('en').find(([path]) => room(path) === name)?.[1] ?? {}
  expect(keysOf(english).map(([key]) => key)).toEqual(keysOf(french).map(([key]) => key))
})

test.each(Object.entries(files))('%s fills the same blanks as its twin', (path, words) => {
  const twin = new Map(keysOf(files[path.includes('/fr/') ? path.replace('/fr/', '/en/') : path.replace('/en/', '/fr/')] ?? {}))
  for (const [key, said] of keysOf(words)) expect([key, blanks(said)]).toEqual([key, blanks(twin.get(key))])
})

test('every word is used', () => {
  const written = Object.values(sources).join('\n')
  const unused = inLanguage('fr').filter(([path]) => room(path) !== 'errors.json').flatMap(([, words]) => keysOf(words).map(([key]) => key))
    .filter((key) => {
      const bare = key.replace(/_(one|other)$/, '')
      const family = bare.slice(0, bare.lastIndexOf('.') + 1)
      return !written.includes(`${bare}'`) && !(family && written.includes(`${family}\${`))
    })
  expect(unused).toEqual([])
})

test('every refusal of the server has words', () => {
  const python = Object.values(rooms).join('\n')
  const refusals = new Set(['Refused'])
  const classes = [...python.matchAll(/^class (\w+)\(([\w.]+)\):/gm)].map(([, name = '', base = '']) => ({ name, base: base.split('.').at(-1) ?? '' }))
  for (const _ of classes) for (const { name, base } of classes) if (refusals.has(base)) refusals.add(name)
  const errors = inLanguage('fr').find(([path]) => room(path) === 'errors.json')?.[1] ?? {}
  expect([...refusals].map(code).filter((one) => !(one in errors))).toEqual([])
})
