import { expect, test } from 'vitest'
import { getFirmwareVersion, WAKE_UP } from '#drivers/pn532/commands.ts'
import { ACK_FRAME, NACK_FRAME } from '#drivers/pn532/frame.ts'
import type { Frame } from '#drivers/pn532/parser.ts'
import { type RequestOptions, startRequest } from '#drivers/pn532/request.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { FRAMES } from '../../vectors/pn532.ts'

const COMMAND = FRAMES.getFirmwareVersion
const VERSION = ok(Uint8Array.of(0x32, 0x01, 0x06, 0x07))
const ack: Frame = { kind: 'ack' }
const damaged: Frame = { kind: 'corrupt' }
const syntaxError: Frame = { kind: 'error' }
const bodyOf = (frame: Uint8Array): Frame => ({ kind: 'data', body: frame.slice(5, -2) })
const answer = bodyOf(FRAMES.firmwareVersion)

/** GetFirmwareVersion on its way: 100 ms for the first ACK, 300 for the second, 1000 for the answer. */
function start(options: Partial<RequestOptions<'CARD_TIMEOUT' | 'SALE_CANCELLED'>> = {}) {
  const clock = fakeClock()
  const sent: Uint8Array[] = []
  const settled: Result<Uint8Array>[] = []
  const doubts: number[] = []
  const request = startRequest({
    command: getFirmwareVersion(),
    options: { ackMs: [100, 300], answerMs: 1_000, late: 'CARD_TIMEOUT', ...options },
    clock,
    send: (bytes) => sent.push(bytes),
    onRepeat: () => doubts.push(sent.length),
    settle: (result) => settled.push(result),
  })
  const hear = (...frames: Frame[]) => {
    for (const frame of frames) request.hear(frame)
  }
  return { clock, sent, settled, doubts, hear, linkLost: request.linkLost }
}

test('ends with the parameters of the answer', () => {
  const { sent, settled, hear } = start()
  hear(ack)
  expect(settled).toEqual([])
  hear(answer)
  expect(settled).toEqual([VERSION])
  expect(sent).toEqual([COMMAND])
})

test('takes only its own answer, and only behind the ACK', () => {
  const { settled, hear } = start()
  hear(answer, ack, bodyOf(FRAMES.released), bodyOf(COMMAND))
  expect(settled).toEqual([])
  hear(answer)
  expect(settled).toEqual([VERSION])
})

test('without an ACK says its command again, prefix and all, then ends in silence', async () => {
  const { clock, sent, settled, doubts } = start({ prefix: WAKE_UP })
  const command = Uint8Array.of(...WAKE_UP, ...COMMAND)
  await clock.advance(99)
  expect([sent, doubts]).toEqual([[command], []])
  await clock.advance(1)
  expect([sent, doubts]).toEqual([[command, command], [1]])
  await clock.advance(299)
  expect(settled).toEqual([])
  await clock.advance(1)
  expect(settled).toMatchObject([fail('READER_SILENT')])
  expect(sent).toHaveLength(2)
})

test('gives the answer its time from the ACK on, then stops the chip', async () => {
  const { clock, sent, settled, hear } = start()
  await clock.advance(90)
  hear(ack)
  await clock.advance(999)
  expect(settled).toEqual([])
  await clock.advance(1)
  expect(settled).toEqual([fail('CARD_TIMEOUT')])
  expect(sent).toEqual([COMMAND, ACK_FRAME])
})

test('a damaged answer is asked for again', () => {
  const { sent, settled, hear } = start()
  hear(ack, damaged, answer)
  expect(sent).toEqual([COMMAND, NACK_FRAME])
  expect(settled).toEqual([VERSION])
})

test('answers that stay damaged are asked for once, and are the reader’s fault', async () => {
  const { clock, sent, settled, hear } = start()
  hear(ack, damaged, damaged)
  await clock.advance(1_000)
  expect(sent).toEqual([COMMAND, NACK_FRAME, ACK_FRAME])
  expect(settled).toMatchObject([fail('READER_FAULT')])
})

test('a damaged ACK is not asked for: the command is said again at its limit', async () => {
  const { clock, sent, settled, hear } = start()
  hear(damaged)
  expect(sent).toEqual([COMMAND])
  await clock.advance(100)
  hear(ack, answer)
  expect(sent).toEqual([COMMAND, COMMAND])
  expect(settled).toEqual([VERSION])
})

test('a command that the wire damaged is said again at once', () => {
  const { sent, settled, doubts, hear } = start()
  hear(ack, syntaxError)
  expect([sent, doubts]).toEqual([[COMMAND, COMMAND], [1]])
  // The second one is acknowledged anew.
  hear(answer)
  expect(settled).toEqual([])
  hear(ack, answer)
  expect(settled).toEqual([VERSION])
})

test('a command that the chip does not understand twice is the reader’s fault', () => {
  const { sent, settled, hear } = start()
  hear(syntaxError, syntaxError)
  expect(settled).toMatchObject([fail('READER_FAULT')])
  expect(sent).toEqual([COMMAND, COMMAND])
})

test('a cancelled command is stopped by a host ACK at once', () => {
  const cancel = new AbortController()
  const { sent, settled, hear } = start({ cancel: { on: cancel.signal, as: 'SALE_CANCELLED' } })
  hear(ack)
  cancel.abort()
  expect(sent).toEqual([COMMAND, ACK_FRAME])
  expect(settled).toEqual([fail('SALE_CANCELLED')])
})

test('a command cancelled before its ACK is stopped behind the ACK, where the chip hears it', () => {
  const cancel = new AbortController()
  const { sent, settled, hear } = start({ cancel: { on: cancel.signal, as: 'SALE_CANCELLED' } })
  cancel.abort()
  expect([sent, settled]).toEqual([[COMMAND], []])
  hear(ack)
  expect(sent).toEqual([COMMAND, ACK_FRAME])
  expect(settled).toEqual([fail('SALE_CANCELLED')])
})

test('a lost wire ends it, and says why', () => {
  const { settled, linkLost } = start()
  linkLost('pulled out')
  expect(settled).toEqual([fail('LINK_CLOSED', 'pulled out')])
})

test('once it is over, nothing moves it', async () => {
  const cancel = new AbortController()
  const { clock, sent, settled, hear, linkLost } = start({
    cancel: { on: cancel.signal, as: 'SALE_CANCELLED' },
  })
  hear(ack, answer)
  hear(answer, damaged, syntaxError)
  cancel.abort()
  linkLost()
  await clock.advance(10_000)
  expect(settled).toEqual([VERSION])
  expect(sent).toEqual([COMMAND])
})
