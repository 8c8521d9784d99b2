import { expect, test } from 'vitest'
import { exchange, ping } from '#drivers/neo/commands.ts'
import type { CrcOrder, Message } from '#drivers/neo/message.ts'
import { createMessageParser } from '#drivers/neo/parser.ts'
import { type RequestOptions, startRequest } from '#drivers/neo/request.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { SELECT, SELECT_ANSWER } from '../../vectors/keycard.ts'
import { ANSWERS, COMMANDS } from '../../vectors/neo.ts'
import { answerTo, damaged, swapped } from './scripted.ts'

const PONG = ok({ status: 0, data: new Uint8Array() })
const PING_REFUSED = answerTo(0x18, 0x04)

interface Started {
  readonly command?: Message
  readonly order?: CrcOrder
  readonly options?: RequestOptions<'CARD_TIMEOUT'>
}

/** A ping on its way: 100 ms for the first answer, 300 for the second. */
function start({
  command = ping(),
  order = 'low-first',
  options = { answerMs: [100, 300], late: 'CARD_TIMEOUT' },
}: Started = {}) {
  const clock = fakeClock()
  const parser = createMessageParser()
  const sent: Uint8Array[] = []
  const settled: Result<unknown>[] = []
  const doubts: number[] = []
  const learned: CrcOrder[] = []
  const request = startRequest({
    command,
    options,
    order,
    clock,
    send: (bytes) => sent.push(bytes),
    onDoubt: () => doubts.push(sent.length),
    onOrder: (right) => learned.push(right),
    settle: (result) => settled.push(result),
  })
  const hear = (...messages: Uint8Array[]) => {
    for (const message of messages.flatMap((bytes) => parser.push(bytes))) request.hear(message)
  }
  return { clock, sent, settled, doubts, learned, hear, linkLost: request.linkLost }
}

test('ends with its answer', () => {
  const { sent, settled, doubts, hear } = start()
  hear(ANSWERS.ping)
  expect(settled).toEqual([PONG])
  expect(sent).toEqual([COMMANDS.ping])
  expect(doubts).toEqual([])
})

test('ends with the data and the status of its answer', () => {
  const { settled, sent, hear } = start({ command: exchange(SELECT), order: 'high-first' })
  hear(ANSWERS.exchangedSelect)
  expect(sent).toEqual([COMMANDS.exchangeSelect])
  expect(settled).toEqual([ok({ status: 0, data: SELECT_ANSWER })])
})

test('takes no other command’s answer for its own', () => {
  const { settled, hear } = start()
  hear(ANSWERS.ok, ANSWERS.pollMode)
  expect(settled).toEqual([])
  hear(ANSWERS.ping)
  expect(settled).toEqual([PONG])
})

test('without an answer says its command again, then ends with what its silence is called', async () => {
  const { clock, sent, settled, doubts } = start()
  await clock.advance(99)
  expect([sent, doubts]).toEqual([[COMMANDS.ping], []])
  await clock.advance(1)
  expect([sent, doubts]).toEqual([[COMMANDS.ping, COMMANDS.ping], [1]])
  await clock.advance(299)
  expect(settled).toEqual([])
  await clock.advance(1)
  expect(settled).toMatchObject([fail('CARD_TIMEOUT')])
  // An answer may still come: whoever asks next must know.
  expect(doubts).toEqual([1, 2])
})

test('a command whose CRC is refused is sent once more with its bytes swapped, and that is learned', () => {
  const { sent, settled, doubts, learned, hear } = start()
  hear(PING_REFUSED)
  expect(sent).toEqual([COMMANDS.ping, swapped(COMMANDS.ping)])
  hear(ANSWERS.ping)
  expect(settled).toEqual([PONG])
  expect(learned).toEqual(['high-first'])
  // A refused command was answered and not carried out: nothing else is on its way.
  expect(doubts).toEqual([])
})

test('a command that is refused both ways is the reader’s fault, and nothing is learned', () => {
  const { sent, settled, learned, hear } = start()
  hear(PING_REFUSED, PING_REFUSED)
  expect(sent).toHaveLength(2)
  expect(settled).toMatchObject([fail('READER_FAULT')])
  expect(learned).toEqual([])
})

test('a damaged answer is asked for again as long as the command may be repeated', () => {
  const { sent, settled, doubts, hear } = start()
  hear(damaged(ANSWERS.ping))
  expect([sent, doubts]).toEqual([[COMMANDS.ping, COMMANDS.ping], [1]])
  hear(ANSWERS.ping)
  expect(settled).toEqual([PONG])
})

test('a command that may be said once only is not said again', async () => {
  const once = { answerMs: [100], late: 'CARD_TIMEOUT' } as const
  const broken = start({ options: once })
  broken.hear(damaged(ANSWERS.ping))
  expect(broken.settled).toMatchObject([fail('READER_FAULT')])
  const silent = start({ options: once })
  await silent.clock.advance(100)
  expect(silent.settled).toMatchObject([fail('CARD_TIMEOUT')])
  expect([broken.sent, silent.sent]).toEqual([[COMMANDS.ping], [COMMANDS.ping]])
  expect([broken.doubts, silent.doubts]).toEqual([[1], [1]])
})

test('an answer with its CRC low byte first is damaged: no reader sends one', () => {
  const { settled, sent, hear } = start()
  hear(swapped(ANSWERS.ping))
  expect(settled).toEqual([])
  expect(sent).toHaveLength(2)
})

test('a lost wire ends it, and says why', () => {
  const { settled, linkLost } = start()
  linkLost('pulled out')
  expect(settled).toEqual([fail('LINK_CLOSED', 'pulled out')])
})

test('once it is over, nothing moves it', async () => {
  const { clock, sent, settled, hear, linkLost } = start()
  hear(ANSWERS.ping, ANSWERS.ping, PING_REFUSED, damaged(ANSWERS.ping))
  linkLost()
  await clock.advance(10_000)
  expect(settled).toEqual([PONG])
  expect(sent).toEqual([COMMANDS.ping])
})
