import { expect, it, test } from 'vitest'
import { closureSchema, reasonSchema } from '#src/fleet/closure.ts'

const takes = (reason: unknown) => reasonSchema.safeParse(reason).success

it('takes one line of at most 120 letters, in any script', () => {
  expect(takes('Оқу құралы ауыстырылады, 18:30-ға дейін')).toBe(true)
  expect(takes('😀'.repeat(120))).toBe(true)
  expect(takes('x'.repeat(121))).toBe(false)
  expect(takes('')).toBe(false)
})

test.each([
  ['a line break', 'a\nb'],
  ['a line separator', 'a\u2028b'],
  ['a letter that turns what follows round', 'a\u202eb'],
  ['one that nobody sees', 'a\u200bb'],
  ['half a letter', 'a\ud800'],
  ['spaces at its end', 'a '],
  ['nothing but spaces', '  '],
])('%s is no reason', (_, reason) => {
  expect(takes(reason)).toBe(false)
})

it('says by whom and since when', () => {
  const closure = { reason: 'New reader', by: 'Aigul', at: 1 }
  expect(closureSchema.safeParse(closure).success).toBe(true)
  expect(closureSchema.safeParse({ ...closure, by: '' }).success).toBe(false)
  expect(closureSchema.safeParse({ ...closure, until: 2 }).success).toBe(false)
})
