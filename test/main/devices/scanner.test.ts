import { expect, it, onTestFinished } from 'vitest'
import { createScannerService } from '#main/devices/scanner.ts'
import type { Scan } from '#src/device/scanner.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'

/** A scanner that may be pulled out, and a hand that shows it codes. */
function counter(optional: boolean) {
  const clock = fakeClock()
  const heard: string[] = []
  const states: DeviceState[] = []
  let plugged = false
  let read: (scan: Scan) => void = () => undefined
  let pull = (): void => undefined
  const service = createScannerService({
    async attach() {
      if (!plugged) return fail('LINK_ABSENT')
      const gone = new Promise<void>((resolve) => {
        pull = resolve
      })
      const device = {
        onScan(listener: (scan: Scan) => void) {
          read = listener
          return () => undefined
        },
        close: async () => pull(),
      }
      return ok({ device, label: 'scanner', gone, close: device.close })
    },
    optional,
    clock,
    onState: (state) => states.push(state),
    log: () => undefined,
  })
  service.onScan(({ text }) => heard.push(text))
  onTestFinished(() => service.stop())
  return {
    ...{ clock, heard, states },
    plug: () => {
      plugged = true
    },
    unplug: () => {
      plugged = false
      pull()
    },
    show: (text: string) => read({ text, symbology: undefined }),
  }
}

it('tells every code, also after it was pulled out and plugged back', async () => {
  const { clock, heard, plug, unplug, show, states } = counter(false)
  await clock.advance(0)
  plug()
  await clock.advance(500)
  show('one')
  unplug()
  await clock.advance(0)
  plug()
  await clock.advance(500)
  show('two')
  expect(heard).toEqual(['one', 'two'])
  const absent: DeviceState = { kind: 'fault', code: 'SCANNER_ABSENT' }
  expect(states).toEqual([absent, { kind: 'ready' }, absent, { kind: 'ready' }])
})

it('is no fault where nobody asked for one', async () => {
  const { clock, states } = counter(true)
  await clock.advance(1000)
  expect(states).toEqual([{ kind: 'unused' }])
})
