import { describe, expect, it } from 'vitest'
import { type EmulatedPrinterSettings, emulatePrinter } from '#drivers/emulator/printer.ts'
import { openEscposPrinter } from '#drivers/escpos/driver.ts'
import { PRINTER_PROFILES, type PrinterProfile } from '#drivers/escpos/profile.ts'
import { encodeReceipt } from '#drivers/escpos/receipt.ts'
import { memoryLinks } from '#drivers/link/memory.ts'
import { layOut } from '#src/receipt/layout.ts'
import { fail, ok } from '#src/result.ts'
import { type FakeClock, fakeClock } from '../../fakes/clock.ts'
import { must } from '../../fakes/wires.ts'
import { fakeReceipt } from '../../src/receipt/fake-receipt.ts'
import { STATUS } from '../../vectors/escpos.ts'
import { answersStatus, scriptedPrinter } from './scripted.ts'

const EPSON = PRINTER_PROFILES['epson-80']
const JOB = encodeReceipt(layOut(fakeReceipt(), 48), EPSON)
/** Longer than any time limit of the driver. */
const LONG_MS = 60_000

/** Winds the clock until the promise has its value. */
async function wind<T>(clock: FakeClock, promise: Promise<T>): Promise<T> {
  await clock.advance(LONG_MS)
  return promise
}

type Model = Omit<EmulatedPrinterSettings, 'clock' | 'columns'> & { readonly profile?: PrinterProfile }

async function start(
  { profile = EPSON, ...model }: Model = {},
  prepare: (device: ReturnType<typeof emulatePrinter>) => void = () => {},
) {
  const clock = fakeClock()
  const [host, wire] = memoryLinks()
  const device = emulatePrinter(wire, { clock, columns: profile.columns, ...model })
  prepare(device)
  const printer = must(await wind(clock, openEscposPrinter(host, { clock, profile })))
  return { clock, device, printer, wire }
}

describe('a printer that knows process ids', () => {
  it('says that a receipt is printed', async () => {
    const { clock, device, printer } = await start()
    expect(await wind(clock, printer.print(JOB))).toEqual(ok('printed'))
    expect(device.receipts).toHaveLength(1)
  })

  it('says so only when the paper has come out', async () => {
    const { clock, device, printer } = await start()
    let done = false
    const printed = printer.print(JOB).then((result) => {
      done = true
      return result
    })
    await clock.advance(300)
    expect([done, device.receipts.length]).toEqual([false, 0])
    expect(await wind(clock, printed)).toEqual(ok('printed'))
  })

  it('prints two jobs in the order of the calls', async () => {
    const { clock, device, printer } = await start()
    const copy = encodeReceipt(layOut(fakeReceipt({ copy: true }), 48), EPSON)
    const both = Promise.all([printer.print(JOB), printer.print(copy)])
    expect(await wind(clock, both)).toEqual([ok('printed'), ok('printed')])
    expect(device.receipts.map(({ text }) => text.includes('COPY'))).toEqual([false, true])
  })
})

describe('a clone', () => {
  it('that answers in order lets us say only that the receipt was sent', async () => {
    const { clock, device, printer } = await start({ knowsProcessId: false })
    expect(await wind(clock, printer.print(JOB))).toEqual(ok('sent'))
    expect(device.receipts).toHaveLength(1)
  })

  it('that answers nothing but its status is sent to all the same, without a wait', async () => {
    const { clock, printer } = await start({ knowsProcessId: false, knowsStatusInOrder: false })
    const printed = printer.print(JOB)
    await clock.advance(0)
    expect(await printed).toEqual(ok('sent'))
  })
})

describe('a printer that is not ready', () => {
  it.each([
    ['out of paper', 'PRINTER_PAPER_OUT', (device) => device.setPaper('out')],
    ['open', 'PRINTER_COVER_OPEN', (device) => device.setCover(true)],
    ['off line', 'PRINTER_OFFLINE', (device) => device.setOffline(true)],
    ['jammed', 'PRINTER_FAULT', (device) => device.setFault(true)],
    ['switched off', 'PRINTER_SILENT', (device) => device.setPower(false)],
  ] satisfies [string, string, (device: ReturnType<typeof emulatePrinter>) => void][])(
    'because it is %s says so and prints nothing',
    async (_, code, spoil) => {
      const { clock, device, printer } = await start()
      spoil(device)
      const told = wind(clock, Promise.all([printer.status(), printer.print(JOB), printer.openDrawer()]))
      for (const result of await told) expect(result).toMatchObject({ ok: false, error: { code } })
      expect([device.receipts.length, device.drawerKicks]).toEqual([0, 0])
    },
  )

  it('can be opened all the same, and prints when it is made ready', async () => {
    const { clock, device, printer } = await start({}, (fresh) => fresh.setCover(true))
    expect(await wind(clock, printer.print(JOB))).toEqual(fail('PRINTER_COVER_OPEN'))
    device.setCover(false)
    expect(await wind(clock, printer.print(JOB))).toEqual(ok('printed'))
  })

  it('is ready with little paper, and says so', async () => {
    const { clock, device, printer } = await start()
    device.setPaper('near-end')
    expect(await wind(clock, printer.status())).toEqual(ok({ nearEnd: true }))
    expect(await wind(clock, printer.print(JOB))).toEqual(ok('printed'))
  })
})

describe('a job that goes wrong', () => {
  it.each([
    ['PRINTER_PAPER_OUT', (device) => device.setPaper('out')],
    ['PRINTER_COVER_OPEN', (device) => device.setCover(true)],
    ['PRINTER_FAULT', (device) => device.setFault(true)],
  ] satisfies [string, (device: ReturnType<typeof emulatePrinter>) => void][])(
    'ends with %s at once, not at the time limit',
    async (code, spoil) => {
      const { clock, device, printer } = await start()
      const printed = printer.print(JOB)
      await clock.advance(300)
      spoil(device)
      await clock.advance(0)
      expect(await printed).toMatchObject({ ok: false, error: { code } })
    },
  )

  it('leaves nothing behind for the next', async () => {
    const { clock, device, printer } = await start()
    const failed = printer.print(JOB)
    await clock.advance(300)
    device.setPaper('out')
    expect(await wind(clock, failed)).toEqual(fail('PRINTER_PAPER_OUT'))
    const copy = encodeReceipt(layOut(fakeReceipt({ copy: true }), 48), EPSON)
    expect(await wind(clock, printer.print(copy))).toEqual(fail('PRINTER_PAPER_OUT'))
    device.setPaper('ok')
    expect(await wind(clock, printer.print(copy))).toEqual(ok('printed'))
    // The upper part of the failed one hangs in front of it, its lower part is gone.
    expect(device.receipts).toHaveLength(1)
    expect(device.receipts[0]?.text.match(/Thank you!/g)).toHaveLength(1)
  })

  it.each([
    ['paper', (device, ok) => device.setPaper(ok ? 'ok' : 'out')],
    ['cover', (device, ok) => device.setCover(!ok)],
  ] satisfies [string, (device: ReturnType<typeof emulatePrinter>, ok: boolean) => void][])(
    'is not finished by the printer itself when its %s is mended, and comes whole when it is printed again',
    async (_, set) => {
      const { clock, device, printer } = await start()
      const failed = printer.print(JOB)
      await clock.advance(300)
      set(device, false)
      await clock.advance(0)
      expect((await failed).ok).toBe(false)
      set(device, true)
      await clock.advance(LONG_MS)
      expect(device.receipts).toEqual([])
      expect(await wind(clock, printer.print(JOB))).toEqual(ok('printed'))
      const [text = ''] = device.receipts.map((receipt) => receipt.text)
      expect(text.slice(text.lastIndexOf('Aport Market'))).toMatch(/001-000347.*4\.27 USDC.*Thank you!/s)
      expect(text.match(/Thank you!/g)).toHaveLength(1)
    },
  )

  it('stays in a clone that cannot forget, which then goes on with it before the next', async () => {
    const { clock, device, printer } = await start({ knowsClear: false, knowsProcessId: false })
    const failed = printer.print(JOB)
    await clock.advance(300)
    device.setPaper('out')
    expect(await wind(clock, failed)).toEqual(fail('PRINTER_PAPER_OUT'))
    device.setPaper('ok')
    expect(await wind(clock, printer.print(JOB))).toEqual(ok('sent'))
    expect(device.receipts.map(({ text }) => text.includes('Thank you!'))).toEqual([true, true])
  })

  it('because the printer lost power ends in silence', async () => {
    const { clock, device, printer } = await start()
    const printed = printer.print(JOB)
    await clock.advance(300)
    device.setPower(false)
    expect(await wind(clock, printed)).toMatchObject(fail('PRINTER_SILENT'))
  })

  it('because the printer restarted is not taken for printed', async () => {
    const { clock, device, printer } = await start()
    const printed = printer.print(JOB)
    await clock.advance(300)
    device.setPower(false)
    device.setPower(true)
    expect(await wind(clock, printed)).toMatchObject(fail('PRINTER_FAULT'))
    expect(device.receipts).toEqual([])
  })

  it('because the cable was pulled ends at once', async () => {
    const { clock, printer, wire } = await start()
    const printed = printer.print(JOB)
    await clock.advance(300)
    await wire.close()
    expect(await printed).toEqual(fail('LINK_CLOSED'))
  })
})

describe('a cutter that was stuck', () => {
  it('is tried again for the next job, and only then', async () => {
    const { clock, device, printer } = await start()
    device.setFault(true)
    expect(await wind(clock, printer.print(JOB))).toMatchObject(fail('PRINTER_FAULT'))
    device.setFault(false)
    expect(await wind(clock, printer.status())).toMatchObject(fail('PRINTER_FAULT'))
    expect(await wind(clock, printer.print(JOB))).toEqual(ok('printed'))
    expect(await wind(clock, printer.status())).toEqual(ok({ nearEnd: false }))
    expect(device.receipts).toHaveLength(1)
  })

  it('that jams in the middle of a job costs that job, which comes whole once it is freed', async () => {
    const { clock, device, printer } = await start()
    const failed = printer.print(JOB)
    await clock.advance(300)
    device.setFault(true)
    expect(await wind(clock, failed)).toMatchObject(fail('PRINTER_FAULT'))
    device.setFault(false)
    expect(await wind(clock, printer.print(JOB))).toEqual(ok('printed'))
    expect(device.receipts.map(({ text }) => text.match(/Thank you!/g)?.length)).toEqual([1])
  })

  it('is left alone while the cover is open', async () => {
    const printer = scriptedPrinter(answersStatus([0x1a, 0x56, 0x1a, 0x12]))
    const clock = fakeClock()
    const opened = must(await wind(clock, openEscposPrinter(printer.link, { clock, profile: EPSON })))
    expect(await wind(clock, opened.print(JOB))).toEqual(fail('PRINTER_COVER_OPEN'))
    expect(printer.heard.filter((written) => written.startsWith('1005'))).toEqual([])
  })
})

describe('the profile', () => {
  const auto = PRINTER_PROFILES['auto-80']

  it('is the configured one where the model is named', async () => {
    const { clock, printer } = await start()
    expect(await wind(clock, printer.profile())).toEqual(ok(EPSON))
  })

  it('of an automatic printer is that of the model which answers', async () => {
    const identity = { maker: 'EPSON', model: 'TM-m30III' }
    const { clock, printer } = await start({ profile: auto, identity })
    expect(await wind(clock, printer.profile())).toEqual(ok(EPSON))
  })

  it('of one that does not say what it is has everything drawn', async () => {
    const { clock, printer } = await start({ profile: auto, identity: null })
    expect(await wind(clock, printer.profile())).toMatchObject(ok({ page: 'ascii', columns: 48 }))
  })

  it('is asked for when the printer is ready', async () => {
    const identity = { maker: 'CITIZEN', model: 'CT-S310II' }
    const { clock, device, printer } = await start({ profile: auto, identity }, (fresh) =>
      fresh.setCover(true),
    )
    expect(await wind(clock, printer.profile())).toEqual(fail('PRINTER_COVER_OPEN'))
    device.setCover(false)
    expect(await wind(clock, printer.profile())).toEqual(ok(PRINTER_PROFILES['citizen-80']))
  })
})

describe('the other end of the wire', () => {
  const open = (answer: (written: string) => readonly number[]) => {
    const clock = fakeClock()
    return wind(clock, openEscposPrinter(scriptedPrinter(answer).link, { clock, profile: EPSON }))
  }

  it('is no printer when it is silent', async () => {
    expect(await open(() => [])).toMatchObject(fail('PRINTER_SILENT'))
  })

  it('is a fault when it talks garbage', async () => {
    expect(await open(() => [0x41, 0xff, 0x80])).toMatchObject(fail('PRINTER_FAULT'))
  })

  it('may talk between the answers', async () => {
    const answers = answersStatus(STATUS.idle, () => [0x10, 0x00, 0x00, 0x0f])
    const result = await open((written) => [0x11, 0xff, ...answers(written), 0x13])
    expect(result.ok).toBe(true)
  })
})

describe('the drawer', () => {
  it('opens by one pulse', async () => {
    const { clock, device, printer } = await start()
    expect(await wind(clock, printer.openDrawer())).toEqual(ok())
    expect(device.drawerKicks).toBe(1)
  })
})

it('knows nothing after it is closed', async () => {
  const { clock, printer } = await start()
  await printer.close()
  expect(await wind(clock, printer.print(JOB))).toEqual(fail('LINK_CLOSED'))
})
