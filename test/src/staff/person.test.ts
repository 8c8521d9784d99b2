import { expect, it } from 'vitest'
import { personSchema, takenBySchema } from '#src/staff/person.ts'

it('a person has an id of plain letters and a name in any', () => {
  expect(personSchema.parse({ id: 'cashier-3', name: 'Айгүл' })).toEqual({ id: 'cashier-3', name: 'Айгүл' })
  for (const wrong of [{ id: 'Кассир', name: 'A' }, { id: 'a', name: '' }, { id: 'a' }])
    expect(personSchema.safeParse(wrong).success).toBe(false)
})

it('a payment is taken in a shift that has a number', () => {
  const person = { id: 'aigul', name: 'Айгүл' }
  expect(takenBySchema.safeParse({ person, shift: 1 }).success).toBe(true)
  expect(takenBySchema.safeParse({ person, shift: 0 }).success).toBe(false)
})
