import { beforeAll, expect, it } from 'vitest'
import { createDiscounts } from '#main/staff/discounts.ts'
import type { StaffMember } from '#src/config/staff.ts'
import type { Order } from '#src/order/order.ts'
import { fail, ok } from '#src/result.ts'
import { desk } from './desk.ts'
import { member } from './people.ts'

let people: readonly StaffMember[] = []
beforeAll(async () => {
  people = [
    await member('aigul', '4711'),
    await member('bota', '4712'),
    await member('marat', '081500', { role: 'supervisor' }),
  ]
})

const orderWith = (discount: bigint): Order => ({
  currency: { symbol: '₸', decimals: 2 },
  lines: [{ name: 'Нан', quantity: 1, unitPrice: 19_000n }],
  ...{ discount, tip: 0n, total: 19_000n - discount, rate: null },
})
const lowered = orderWith(1_900n)

async function shop(staffed = people) {
  const around = await desk(staffed)
  return { ...around, discounts: createDiscounts(around) }
}

it('a sale without a discount asks nobody', async () => {
  const { discounts, staff } = await shop()
  await staff.signIn('4711')
  expect(await discounts.check(undefined)).toEqual(ok())
  expect(await discounts.check(orderWith(0n))).toEqual(ok())
})

it('a cashier needs somebody who may, and that stands in the journal', async () => {
  const { discounts, staff, facts } = await shop()
  await staff.signIn('4711')
  expect(await discounts.check(lowered)).toEqual(fail('STAFF_FORBIDDEN'))
  expect(await discounts.allow()).toEqual(fail('STAFF_FORBIDDEN'))
  expect(await discounts.allow('4712')).toEqual(fail('STAFF_FORBIDDEN'))
  expect(await discounts.allow('081500')).toEqual(ok())
  expect(await discounts.check(lowered)).toEqual(ok())
  expect((await facts()).at(-1)).toBe('discount-allowed aigul marat')
})

it('an approval is for ten minutes, and for nobody else', async () => {
  const { discounts, staff, clock } = await shop()
  await staff.signIn('4711')
  await discounts.allow('081500')
  await clock.advance(10 * 60_000 - 1)
  expect(await discounts.check(lowered)).toEqual(ok())
  await clock.advance(1)
  expect(await discounts.check(lowered)).toEqual(fail('STAFF_FORBIDDEN'))

  await discounts.allow('081500')
  await staff.signIn('4712')
  expect(await discounts.check(lowered)).toEqual(fail('STAFF_FORBIDDEN'))
})

it('a supervisor needs nobody, and neither does a shop where nobody signs in', async () => {
  const supervised = await shop()
  await supervised.staff.signIn('081500')
  expect(await supervised.discounts.allow()).toEqual(ok())
  expect(await supervised.discounts.check(lowered)).toEqual(ok())
  expect(await (await shop([])).discounts.check(lowered)).toEqual(ok())
})
