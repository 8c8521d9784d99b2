import { expect, it, onTestFinished } from 'vitest'
import { createDisplayService } from '#main/devices/display.ts'
import type { DisplayLines } from '#src/device/display.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'

const PAY = { kind: 'pay', units: 4_270_000n, again: false, qr: null } as const
const PAID = { kind: 'paid', units: 4_270_000n } as const

/** A pole display that may be pulled out. */
function counter() {
  const clock = fakeClock()
  const shown: DisplayLines[] = []
  let plugged = false
  let whileShowing = (): void => undefined
  const display = createDisplayService({
    async attach() {
      if (!plugged) return fail('LINK_ABSENT')
      const device = {
        async show(lines: DisplayLines) {
          shown.push(lines)
          whileShowing()
          return ok()
        },
        close: async () => undefined,
      }
      return ok({ device, label: 'display', gone: new Promise(() => undefined), close: device.close })
    },
    terms: { shop: 'Aport Market', asset: { symbol: 'USDC', decimals: 6 }, language: 'en' },
    clock,
    onState: () => undefined,
    log: () => undefined,
  })
  onTestFinished(() => display.stop())
  return {
    ...{ display, clock },
    tops: () => shown.map(({ top }) => top),
    plug: () => {
      plugged = true
    },
    onShow: (task: () => void) => {
      whileShowing = task
    },
  }
}

it('one that is plugged in late shows what stands now', async () => {
  const { display, clock, plug, tops } = counter()
  display.show(PAY)
  await clock.advance(0)
  plug()
  await clock.advance(500)
  display.show(PAID)
  expect(tops()).toEqual(['Please pay', 'Paid'])
})

it('greets until the first sale', async () => {
  const { clock, plug, tops } = counter()
  plug()
  await clock.advance(500)
  expect(tops()).toEqual(['Aport Market'])
})

it('what changes while a display comes up is not lost', async () => {
  const { display, clock, plug, tops, onShow } = counter()
  display.show(PAY)
  onShow(() => {
    onShow(() => undefined)
    display.show(PAID)
  })
  plug()
  await clock.advance(500)
  expect(tops()).toEqual(['Please pay', 'Paid'])
})
