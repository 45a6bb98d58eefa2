import { expect, test } from 'vitest'
import { phone } from '~/ui/format'

test('a French number is shown as it is dialled there', () => {
  expect(phone('+33639980012')).toBe('06 39 98 00 12')
  expect(phone('+262692123456')).toBe('06 92 12 34 56')
})

test('another number keeps its country, in groups', () => {
  expect(phone('+212522123456')).toBe('+212 522 123 456')
})
