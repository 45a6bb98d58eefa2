import { expect, test } from 'vitest'
import type { ContactReason } from '~/api/shapes'
import { choices, pathOf } from '~/rooms/desk/reasons'

function reason(code: string, parent: string | null = null, active = true): ContactReason {
  return { code, parent, fr: `${code} (fr)`, en: code, active, mandatory: {}, preferred: {}, preferred_s: 20, bonus_s: 0 }
}

const TREE = [reason('order'), reason('delivery', 'order'), reason('return', 'order'), reason('old', 'order', false), reason('other')]

test('a reason is told with what it belongs to', () => {
  expect(pathOf('delivery', TREE, 'en')).toBe('order › delivery')
  expect(pathOf('delivery', TREE, 'fr')).toBe('order (fr) › delivery (fr)')
  expect(pathOf('unknown', TREE, 'en')).toBe('unknown')
})

test('a circle of reasons is told once', () => {
  expect(pathOf('a', [reason('a', 'b'), reason('b', 'a')], 'en')).toBe('b › a')
})

test('only leaves in use may be chosen, in the order of the alphabet', () => {
  expect(choices(TREE, 'en').map((one) => one.value)).toEqual(['delivery', 'return', 'other'])
})
