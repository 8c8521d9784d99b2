import { describe, expect, it } from 'vitest'
import { type EmulatedPrinterSettings, emulatePrinter } from '#drivers/emulator/printer.ts'
import { memoryLinks } from '#drivers/link/memory.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { ASB, CLEAR_BUFFERS, KZ1048, MODEL, PROCESS_ID, STATUS } from '../../vectors/escpos.ts'

function start(model: Partial<EmulatedPrinterSettings> = {}) {
  const clock = fakeClock()
  const [host, wire] = memoryLinks()
  const printer = emulatePrinter(wire, { clock, columns: 48, ...model })
  const answers: number[] = []
  host.onData((bytes) => answers.push(...bytes))
  const send = async (...parts: (string | Uint8Array | readonly number[])[]) => {
    for (const part of parts)
      await host.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : Uint8Array.from(part))
    await clock.advance(0)
  }
  const finish = () => clock.advance(60_000)
  return { printer, answers, send, finish, clock }
}

const CUT = [0x1d, 0x56, 0x42, 0x00]
const ASK_STATUS = [1, 2, 3, 4].map((n) => [0x10, 0x04, n])
const GS_R = [0x1d, 0x72, 0x01]

describe('status', () => {
  it.each([
    ['idle', () => {}],
    ['coverOpen', (printer) => printer.setCover(true)],
    ['paperOut', (printer) => printer.setPaper('out')],
    ['nearEnd', (printer) => printer.setPaper('near-end')],
    ['cutterStuck', (printer) => printer.setFault(true)],
  ] satisfies [keyof typeof STATUS, (printer: ReturnType<typeof emulatePrinter>) => void][])(
    'says %s as the reference does',
    async (name, change) => {
      const { printer, answers, send } = start()
      change(printer)
      await send(...ASK_STATUS)
      expect(answers).toEqual([...STATUS[name]])
    },
  )

  it('is answered ahead of the data that waits', async () => {
    const { answers, send, finish } = start()
    await send('text\n', GS_R, [0x10, 0x04, 0x01])
    expect(answers).toEqual([0x12])
    await finish()
    expect(answers).toEqual([0x12, 0x00])
  })

  it('is found even when its bytes come one by one', async () => {
    const { answers, send } = start()
    await send([0x10], [0x04], [0x04])
    expect(answers).toEqual([0x12])
  })

  it('comes by itself at each change once asked for', async () => {
    const { printer, answers, send } = start()
    printer.setCover(true)
    printer.setCover(false)
    await send([0x1d, 0x61, 0x0e])
    printer.setCover(true)
    await send()
    expect(answers).toEqual([...ASB.idle, ...ASB.coverOpen])
  })

  it('says who it is', async () => {
    const { answers, send } = start()
    await send([0x1d, 0x49, 67])
    expect(String.fromCharCode(...answers)).toBe('_EMULATED\u0000')
  })

  it('says that it is another model, or nothing', async () => {
    const epson = start({ identity: { maker: 'EPSON', model: 'TM-T88V' } })
    await epson.send(MODEL.request)
    expect(epson.answers).toEqual([...MODEL.answer])
    const clone = start({ identity: null })
    await clone.send(MODEL.request)
    expect(clone.answers).toEqual([])
  })
})

describe('the data', () => {
  it('waits while the cover is open, and is printed when it is closed', async () => {
    const { printer, send, finish } = start()
    printer.setCover(true)
    await send('late\n', CUT)
    await finish()
    expect(printer.receipts).toEqual([])
    printer.setCover(false)
    await finish()
    expect(printer.receipts[0]?.text).toMatch(/^late\n/)
  })

  it('beyond the buffer is lost', async () => {
    const { printer, send, finish } = start({ bufferBytes: 4_096 })
    printer.setPaper('out')
    await send('x'.repeat(5_000), '\n', CUT)
    printer.setPaper('ok')
    await finish()
    await send('\n', CUT)
    await finish()
    expect(printer.receipts[0]?.text.match(/x/g)).toHaveLength(4_096)
  })

  it('can be forgotten on command', async () => {
    const { printer, answers, send, finish } = start()
    printer.setPaper('out')
    await send('old\n', CLEAR_BUFFERS.request)
    expect(answers).toEqual([...CLEAR_BUFFERS.answer])
    printer.setPaper('ok')
    await send('new\n', CUT)
    await finish()
    expect(printer.receipts[0]?.text).toMatch(/^new\n/)
  })

  it('ends with the process id only when it is on paper', async () => {
    const { answers, send, finish } = start()
    await send('text\n', PROCESS_ID.request)
    expect(answers).toEqual([])
    await finish()
    expect(answers).toEqual([...PROCESS_ID.answer])
  })
})

describe('a stuck cutter', () => {
  const RESTART = [0x10, 0x05, 0x01]
  const DROP = [0x10, 0x05, 0x02]

  it('stays in error when it is freed, until it is told to restart', async () => {
    const { printer, answers, send, finish } = start()
    printer.setFault(true)
    await send('old\n', CUT, RESTART, [0x10, 0x04, 0x03])
    printer.setFault(false)
    await send([0x10, 0x04, 0x03], RESTART, [0x10, 0x04, 0x03])
    expect(answers).toEqual([0x1a, 0x1a, 0x12])
    await finish()
    expect(printer.receipts[0]?.text).toMatch(/^old\n/)
  })

  it('is freed with an empty buffer', async () => {
    const { printer, send, finish } = start()
    printer.setFault(true)
    printer.setFault(false)
    await send('old\n', DROP, 'new\n', CUT)
    await finish()
    expect(printer.receipts[0]?.text).toMatch(/^new\n/)
  })

  it('that is not stuck drops nothing', async () => {
    const { printer, send, finish } = start()
    printer.setPaper('out')
    await send('kept\n', DROP, CUT)
    printer.setPaper('ok')
    await finish()
    expect(printer.receipts[0]?.text).toMatch(/^kept\n/)
  })

  it('is nothing that a clone can be asked to forget', async () => {
    const { answers, send } = start({ knowsClear: false })
    await send(CLEAR_BUFFERS.request)
    expect(answers).toEqual([])
  })
})

describe('the text', () => {
  async function print(...parts: Parameters<ReturnType<typeof start>['send']>) {
    const { printer, send, finish } = start()
    await send(...parts, '\n', CUT)
    await finish()
    return printer.receipts[0]
  }

  it.each([
    [53, KZ1048.bytes, KZ1048.text],
    [17, [0x97, 0xa5, 0xaa, 0x20, 0xfc], 'Чек №'],
    [46, [0xd7, 0xe5, 0xea, 0x20, 0xb9], 'Чек №'],
    [0, [0x80, 0xc4, 0xcd, 0xe1, 0xfe], 'Ç─═ß■'],
    [99, [0x41, 0xc4], 'A\ufffd'],
  ])('in page %i is read as its letters', async (page, bytes, text) => {
    const receipt = await print([0x1b, 0x74, page], bytes)
    expect(receipt?.text.split('\n')[0]).toBe(text)
  })

  it('breaks by itself at the edge of the paper, sooner when it is wide', async () => {
    expect((await print('x'.repeat(50)))?.text.split('\n').slice(0, 2)).toEqual(['x'.repeat(48), 'xx'])
    const wide = await print([0x1d, 0x21, 0x10], 'x'.repeat(25))
    expect(wide?.text.split('\n').slice(0, 2)).toEqual(['x'.repeat(24), 'x'])
  })

  it.each([
    ['ESC 3', [0x1b, 0x33, 0x18]],
    ['FS .', [0x1c, 0x2e]],
    ['GS (', [0x1d, 0x28, 0x45, 0x03, 0x00, 0x41, 0x42, 0x43]],
    ['GS 8', [0x1d, 0x38, 0x4c, 0x02, 0x00, 0x00, 0x00, 0x41, 0x42]],
    ['GS k, older', [0x1d, 0x6b, 0x04, 0x41, 0x42, 0x00]],
    ['GS k', [0x1d, 0x6b, 0x49, 0x02, 0x41, 0x42]],
    ['ESC *', [0x1b, 0x2a, 0x00, 0x02, 0x00, 0x41, 0x42]],
    ['a bell', [0x07]],
    ['an unknown command', [0x1b, 0x7a]],
  ])('holds nothing of %s, which is not text', async (_, command) => {
    expect((await print('a', command, 'b'))?.text.split('\n')[0]).toBe('ab')
  })

  it('tells a listener of each receipt until it stops listening', async () => {
    const { printer, send, finish } = start()
    const heard: string[] = []
    const stop = printer.onReceipt(({ text }) => heard.push(text.split('\n')[0] ?? ''))
    await send('one\n', CUT, 'two\n', CUT)
    await finish()
    stop()
    await send('three\n', CUT)
    await finish()
    expect(heard).toEqual(['one', 'two'])
  })
})

it('counts the drawer’s pulses, queued and at once', async () => {
  const { printer, send } = start()
  await send([0x1b, 0x70, 0x00, 0x19, 0xfa], [0x10, 0x14, 0x01, 0x00, 0x02])
  expect(printer.drawerKicks).toBe(2)
})

it('forgets everything and says nothing without power', async () => {
  const { printer, answers, send, finish } = start()
  printer.setPaper('out')
  await send('old\n', CUT)
  printer.setPower(false)
  await send([0x10, 0x04, 0x01])
  printer.setPaper('ok')
  printer.setPower(true)
  await finish()
  expect([answers, printer.receipts]).toEqual([[], []])
})

it('cuts what hangs out off with the next receipt, until somebody tears it off', async () => {
  const { printer, send, finish } = start()
  const texts = () => printer.receipts.map(({ text }) => text)
  await send('half\n')
  await finish()
  await send('one\n', CUT)
  await finish()
  expect(texts().at(-1)).toMatch(/^half\none/)
  await send('half\n')
  await finish()
  printer.tearOff()
  await send('two\n', CUT)
  await finish()
  expect(texts().at(-1)).toMatch(/^two/)
})
