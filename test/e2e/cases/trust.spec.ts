import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { openLedger } from '#main/ledger/ledger.ts'
import { hashPin } from '#main/staff/pins.ts'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import type { Clock } from '#src/time/clock.ts'
import { test } from '../fixtures.ts'
import { sell } from '../steps.ts'
import { technicianAt } from '../technician.ts'

const PIN = '735124'
const DAY = 86_400_000

/** The journal of a terminal whose clock was a month ahead. */
async function liveAhead(userDataDir: string): Promise<void> {
  const clock: Clock = { now: () => Date.now() + 30 * DAY, after: () => () => undefined }
  const ledger = await openLedger(join(userDataDir, 'journal'), { clock, randomBytes, log: () => undefined })
  if (!ledger.ok) throw new Error(ledger.error.code)
  await ledger.value.close()
}

test('a clock that went back stops offline sales until a technician says that it is right', async ({
  world,
  terminal,
}) => {
  await liveAhead(terminal.userDataDir)
  const pin = await hashPin(PIN)
  await terminal.configure((config) => {
    config.service = { pin }
  })
  await world.network.cut()
  const counter = await terminal.open()
  const { kiosk, page, cashier } = counter
  await cashier.charge('4.27')
  world.tap('Aigerim')
  await cashier.waitForResult('Not paid', 30_000)
  world.remove()
  await expect(page.getByText('The terminal’s clock is behind: offline it takes nothing.')).toBeVisible()
  expect(await paymentsOf(page)).toEqual([])
  await cashier.newSale()

  const technician = technicianAt(kiosk, 'en')
  await technician.comeIn(PIN, 'pin')
  await expect(technician.row('clock')).toContainText('CLOCK_BEHIND')
  await technician.go('trust')
  await expect(page.getByText(technician.say('trust.clockStops'))).toBeVisible()
  // The page alone cannot: main wants the PIN again.
  const forged = page.evaluate(() => window.tapsyr.call('service/clock-right', { pin: '0000' }))
  expect(await forged).toEqual({ ok: false, error: { code: 'STAFF_PIN_WRONG' } })
  await technician.button('trust.clockRight').click()
  await expect(page.getByRole('dialog', { name: technician.say('trust.clockRightTitle') })).toBeVisible()
  await technician.typePin(PIN)
  await expect(page.getByText(technician.say('trust.clockGood'))).toBeVisible()
  await expect(technician.button('trust.clockRight')).toHaveCount(0)
  expect(await technician.notes()).toContainEqual(expect.stringMatching(/^clock-set technician \d{10}$/))
  await technician.button('service.leave').click()

  await sell(counter, world, { result: 'Paid, settles later' })
})
