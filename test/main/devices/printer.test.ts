import { expect, onTestFinished, test } from 'vitest'
import { type EmulatedPrinter, emulatePrinter } from '#drivers/emulator/printer.ts'
import { openEscposPrinter } from '#drivers/escpos/driver.ts'
import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import { memoryLinks } from '#drivers/link/memory.ts'
import { attachTo } from '#main/devices/attach.ts'
import { createPrinterService } from '#main/devices/printer.ts'
import type { Link } from '#src/device/link.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { fakeReceipt } from '../../src/receipt/fake-receipt.ts'

const profile = PRINTER_PROFILES['epson-80']
/** How often an idle printer is asked. */
const POLL_MS = 3000
const PAPER_OUT: DeviceState = { kind: 'fault', code: 'PRINTER_PAPER_OUT' }
const ABSENT: DeviceState = { kind: 'fault', code: 'PRINTER_ABSENT' }
const READY: DeviceState = { kind: 'ready', paperNearEnd: false }

/** A printer with its power switch on, at the end of a cable. */
function counter({ plugged = true, openDrawer = false, onNetwork = false } = {}) {
  const clock = fakeClock()
  const states: DeviceState[] = []
  let there = plugged
  let cable: Link | undefined
  let device: EmulatedPrinter | undefined
  const printer = createPrinterService({
    async attach() {
      if (!there) return fail('LINK_ABSENT')
      const [near, far] = memoryLinks()
      cable = near
      device = emulatePrinter(far, { clock, columns: profile.columns })
      return attachTo(ok(near), (link) => openEscposPrinter(link, { clock, profile }), 'printer')
    },
    openDrawer,
    onNetwork,
    clock,
    onState: (state) => states.push(state),
    log: () => undefined,
  })
  onTestFinished(() => printer.stop())
  return {
    printer,
    clock,
    states,
    device: () => {
      if (!device) throw new Error('no printer')
      return device
    },
    async unplug() {
      there = false
      await cable?.close()
    },
    async print(copy = false) {
      const printing = printer.print(fakeReceipt({ copy }))
      await clock.advance(10_000)
      return printing
    },
  }
}

test('prints, and says that the paper came out', async () => {
  const { clock, print, device } = counter()
  await clock.advance(0)
  expect(await print()).toEqual(ok('printed'))
  expect(device().receipts[0]?.text).toContain('001-000347')
  expect(device().receipts[0]?.text).not.toContain('COPY')
})

test('a receipt printed again says that it is a copy, and leaves the drawer shut', async () => {
  const { clock, print, device } = counter({ openDrawer: true })
  await clock.advance(0)
  await print()
  expect(device().drawerKicks).toBe(1)
  await print(true)
  expect(device().receipts[1]?.text).toContain('COPY')
  expect(device().drawerKicks).toBe(1)
})

test('an empty roll is shown before anybody needs it, and the new roll too', async () => {
  const { clock, printer, device } = counter()
  await clock.advance(POLL_MS)
  expect(printer.state()).toEqual(READY)
  device().setPaper('out')
  await clock.advance(POLL_MS)
  expect(printer.state()).toEqual(PAPER_OUT)
  device().setPaper('near-end')
  await clock.advance(POLL_MS)
  expect(printer.state()).toEqual({ kind: 'ready', paperNearEnd: true })
})

test('a receipt that finds no paper fails with the reason, and shows it at once', async () => {
  const { clock, printer, device } = counter()
  await clock.advance(0)
  device().setPaper('out')
  const printing = printer.print(fakeReceipt())
  await clock.advance(0)
  expect(await printing).toMatchObject(fail('PRINTER_PAPER_OUT'))
  expect(printer.state()).toEqual(PAPER_OUT)
})

test('no printer: shown, and every receipt fails at once', async () => {
  const { clock, printer, states } = counter({ plugged: false })
  await clock.advance(0)
  expect(states).toEqual([ABSENT])
  expect(await printer.print(fakeReceipt())).toEqual(fail('PRINTER_ABSENT'))
})

test('the cable pulled out in the middle of a receipt is shown as no printer', async () => {
  const { clock, printer, states, unplug } = counter()
  await clock.advance(0)
  const printing = printer.print(fakeReceipt())
  await clock.advance(10)
  await unplug()
  expect(await printing).toMatchObject(fail('LINK_CLOSED'))
  await clock.advance(0)
  expect(states).toEqual([{ kind: 'ready' }, ABSENT])
})

test('one on the network that fell silent is connected anew; meanwhile receipts say that it is silent', async () => {
  const { clock, printer, device, print, states } = counter({ onNetwork: true })
  await clock.advance(0)
  const old = device()
  old.setPower(false)
  await clock.advance(POLL_MS + 5000)
  expect(printer.state()).toMatchObject({ kind: 'ready' })
  // A new connection reached the printer, whose power is back; the old one is dead for good.
  expect(device()).not.toBe(old)
  expect(states).toContainEqual({ kind: 'fault', code: 'PRINTER_SILENT' })
  expect(await print()).toEqual(ok('printed'))
  device().setPower(false)
  expect(await print()).toMatchObject(fail('PRINTER_SILENT'))
})
