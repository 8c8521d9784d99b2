import { expect, it } from 'vitest'
import { personSchema } from '#src/staff/person.ts'
import { tillItself } from '#src/staff/till-itself.ts'

it('is somebody that facts can name, however long the terminal is called', () => {
  expect(personSchema.parse(tillItself('x'.repeat(64)))).toEqual({ id: 'till', name: 'x'.repeat(40) })
})
