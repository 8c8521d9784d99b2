import { expect, it } from 'vitest'
import { objection } from '../../cli/pin.ts'

it('takes 4 to 8 digits that are no row of the keys', () => {
  for (const good of ['4711', '08154711', '1212', '2468', '1357'])
    expect(objection(good), good).toBeUndefined()
  for (const bad of ['471', '471108155', '47a1', '', ' 4711']) expect(objection(bad), bad).toMatch('4 to 8')
  for (const bad of ['0000', '1234', '98765', '77777777']) expect(objection(bad), bad).toMatch('first')
})
