import { expect, it } from 'vitest'
import { createScreenDisplay } from '#main/devices/screen-display.ts'
import type { Area } from '#main/windows/choose-display.ts'
import type { CustomerWindowParts } from '#main/windows/customer-window.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import type { CustomerView } from '#src/ipc/customer.ts'
import { fakeClock } from '../../fakes/clock.ts'

const SCREEN: Area = { x: 1280, y: 0, width: 1024, height: 600 }
const ELSEWHERE: Area = { x: 0, y: 800, width: 800, height: 480 }
const TERMS = { shop: 'Aport Market', asset: { symbol: 'USDC', decimals: 6 }, language: 'kk' } as const
const ABSENT: DeviceState = { kind: 'fault', code: 'DISPLAY_ABSENT' }
const PAY = { kind: 'pay', units: 4_270_000n, again: false, qr: null } as const

interface FakeWindow extends CustomerWindowParts {
  readonly shown: CustomerView[]
  readonly moves: Area[]
  closed: boolean
}

/** A counter with a plug for a second screen, and every window that was opened on it. */
function counter() {
  const clock = fakeClock()
  const states: DeviceState[] = []
  const windows: FakeWindow[] = []
  let tell: ((area: Area | null) => void) | undefined
  const display = createScreenDisplay({
    watch(listener) {
      tell = listener
      return () => {
        tell = undefined
      }
    },
    open(parts) {
      const window: FakeWindow = { ...parts, shown: [], moves: [], closed: false }
      windows.push(window)
      return {
        show: (view) => window.shown.push(view),
        move: (area) => window.moves.push(area),
        close: () => {
          window.closed = true
        },
      }
    },
    terms: TERMS,
    clock,
    onState: (state) => states.push(state),
    log: () => undefined,
  })
  return { display, clock, states, windows, plug: (area: Area | null) => tell?.(area) }
}

it('is connecting until somebody knows what displays there are', () => {
  const { display, windows } = counter()
  expect(display.state()).toEqual({ kind: 'connecting' })
  expect(windows).toEqual([])
})

it('without a second screen it is absent, and opens nothing', () => {
  const { display, windows, plug } = counter()
  plug(null)
  display.show(PAY)
  expect(display.state()).toEqual(ABSENT)
  expect(windows).toEqual([])
})

it('opens on the screen at once, and is ready when the page has loaded and knows how the sale stands', () => {
  const { display, states, windows, plug } = counter()
  plug(null)
  display.show(PAY)
  plug(SCREEN)
  expect(windows.map(({ area }) => area)).toEqual([SCREEN])
  expect(display.state()).toEqual({ kind: 'connecting' })
  windows[0]?.onLoaded()
  expect(windows[0]?.shown).toEqual([{ ...TERMS, content: PAY }])
  expect(states).toEqual([ABSENT, { kind: 'connecting' }, { kind: 'ready' }])
})

it('shows each content as it comes, and the last one again to a page that died', () => {
  const { display, windows, plug } = counter()
  plug(SCREEN)
  windows[0]?.onLoaded()
  display.show(PAY)
  display.show({ kind: 'paid', units: 4_270_000n })
  windows[0]?.onLost()
  expect(display.state()).toEqual({ kind: 'connecting' })
  windows[0]?.onLoaded()
  expect(display.state()).toEqual({ kind: 'ready' })
  expect(windows[0]?.shown.map(({ content }) => content.kind)).toEqual(['idle', 'pay', 'paid', 'paid'])
})

it('closes when the screen is unplugged, and opens when it is plugged in again', () => {
  const { display, windows, plug } = counter()
  plug(SCREEN)
  windows[0]?.onLoaded()
  plug(null)
  expect(windows[0]?.closed).toBe(true)
  expect(display.state()).toEqual(ABSENT)
  plug(SCREEN)
  windows[1]?.onLoaded()
  expect(display.state()).toEqual({ kind: 'ready' })
  expect(windows).toHaveLength(2)
})

it('moves with its screen, and stays where it is when another thing changed', () => {
  const { windows, plug } = counter()
  plug(SCREEN)
  plug({ ...SCREEN })
  plug(ELSEWHERE)
  plug({ ...ELSEWHERE })
  expect(windows).toHaveLength(1)
  expect(windows[0]?.moves).toEqual([ELSEWHERE])
})

it('comes back after somebody closed it, on the screen that is there by then', async () => {
  const { windows, plug, clock } = counter()
  plug(SCREEN)
  windows[0]?.onClosed()
  await clock.advance(1000)
  expect(windows.map(({ area }) => area)).toEqual([SCREEN, SCREEN])

  windows[1]?.onClosed()
  plug(null)
  await clock.advance(5000)
  expect(windows).toHaveLength(2)

  plug(SCREEN)
  windows[2]?.onClosed()
  plug(ELSEWHERE)
  await clock.advance(5000)
  expect(windows.map(({ area }) => area)).toEqual([SCREEN, SCREEN, SCREEN, ELSEWHERE])
})

it('stops for good, also while it was about to come back', async () => {
  const { display, windows, plug, clock } = counter()
  plug(SCREEN)
  windows[0]?.onClosed()
  await display.stop()
  await clock.advance(5000)
  plug(SCREEN)
  expect(windows).toHaveLength(1)
})
