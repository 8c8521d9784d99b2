import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { hexToBytes } from '@noble/hashes/utils.js'
import { afterEach, expect, test } from 'vitest'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { emulateMemoryCard } from '#drivers/emulator/storage-card.ts'
import { insertCard, type VpcdSettings } from '#drivers/emulator/vpcd.ts'
import { createMessageReader, encodeMessage } from '#drivers/emulator/vpcd-messages.ts'
import { fail } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { must } from '../../fakes/wires.ts'
import { PRIVATE_KEY, SELECT, SELECT_ANSWER } from '../../vectors/keycard.ts'

/** Messages as vsmartcard's `vpcd.c` sends them: length and content in writes of their own. */
const POWER_OFF = '00'
const POWER_ON = '01'
const GET_ATR = '04'
const bytes = (hex: string) => hexToBytes(hex.replaceAll(' ', ''))

const open: { close(): unknown }[] = []
afterEach(() => {
  for (const end of open.splice(0)) end.close()
})

/** A slot of vpcd with a card in it. */
async function insert(card: EmulatedCard, settings: Omit<VpcdSettings, 'port'> = {}) {
  const server = createServer().listen(0, '127.0.0.1')
  open.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const arrived = once(server, 'connection') as Promise<[Socket]>
  const inserted = must(await insertCard(card, { port, ...settings }))
  const [slot] = await arrived
  const chunks: Uint8Array[] = []
  slot.on('data', (chunk) => chunks.push(new Uint8Array(chunk)))
  const say = (message: Uint8Array) => {
    slot.write(encodeMessage(message).subarray(0, 2))
    slot.write(message)
  }
  /** What the card says until it has said so many bytes. */
  const heard = async (count: number) => {
    while (chunks.reduce((sum, { length }) => sum + length, 0) < count) await once(slot, 'data')
    return Uint8Array.of(...chunks.splice(0).flatMap((chunk) => [...chunk]))
  }
  return { inserted, slot, say, heard }
}

const keycard = () => emulateKeycardCash({ privateKey: PRIVATE_KEY })

test('messages are found in a stream that is split anywhere', () => {
  const stream = Uint8Array.of(...encodeMessage(SELECT), ...encodeMessage(bytes(GET_ATR)))
  for (let cut = 1; cut < stream.length; cut++) {
    const reader = createMessageReader()
    const found = [...reader.push(stream.subarray(0, cut)), ...reader.push(stream.subarray(cut))]
    expect(found).toEqual([SELECT, bytes(GET_ATR)])
  }
  expect(encodeMessage(SELECT).subarray(0, 2)).toEqual(bytes('00 0f'))
})

test.each([
  ['an ISO-DEP card of type A', keycard(), '3b 80 80 01 01'],
  ['one of type B', { ...keycard(), type: 'B' as const }, '3b 88 80 01 00 00 00 00 00 81 a1 00 29'],
  ['MIFARE Classic', emulateMemoryCard(), '3b 8f 80 01 80 4f 0c a0 00 00 03 06 03 00 01 00 00 00 00 6a'],
])('the answer to reset of %s', async (_, card, atr) => {
  const { say, heard } = await insert(card)
  say(bytes(GET_ATR))
  expect(await heard(bytes(atr).length + 2)).toEqual(encodeMessage(bytes(atr)))
})

test('commands reach the card, and powering it ends its session', async () => {
  const power: string[] = []
  const exchanges: Uint8Array[] = []
  const { say, heard } = await insert(keycard(), {
    onPower: (change) => power.push(change),
    onExchange: (apdu) => exchanges.push(apdu),
  })
  say(bytes(POWER_ON))
  say(SELECT)
  expect(await heard(SELECT_ANSWER.length + 2)).toEqual(encodeMessage(SELECT_ANSWER))
  say(bytes(POWER_OFF))
  say(bytes(POWER_ON))
  // Nothing is selected any more.
  say(bytes('80 c0 00 00'))
  expect(await heard(4)).toEqual(bytes('00 02 6d 00'))
  expect(power).toEqual(['on', 'off', 'on'])
  expect(exchanges).toEqual([SELECT, bytes('80 c0 00 00')])
})

test('the reader’s own command is not the card’s', async () => {
  const { say, heard } = await insert({ ...keycard(), uid: bytes('04 a1 b2 c3') })
  say(bytes('ff ca 00 00 00'))
  expect(await heard(8)).toEqual(encodeMessage(bytes('04 a1 b2 c3 90 00')))
  say(bytes('ff ca 01 00 00'))
  expect(await heard(4)).toEqual(encodeMessage(bytes('6a 81')))
})

test('a memory card takes no commands', async () => {
  const { say, heard } = await insert(emulateMemoryCard())
  say(SELECT)
  expect(await heard(4)).toEqual(encodeMessage(bytes('6a 81')))
})

test('a slow card answers later, and one that was taken out not at all', async () => {
  const clock = fakeClock()
  const { say, heard, inserted, slot } = await insert(keycard(), { slowly: { clock, cardMs: () => 400 } })
  say(bytes('80 c0 00 00'))
  say(bytes(GET_ATR))
  // It says what it is while it works.
  expect(await heard(7)).toEqual(encodeMessage(bytes('3b 80 80 01 01')))
  await clock.advance(400)
  expect(await heard(4)).toEqual(encodeMessage(bytes('6d 00')))
  await inserted.remove()
  await inserted.out
  await once(slot, 'close')
})

test('short answers begin with the command', async () => {
  const { slot, heard } = await insert(keycard(), { shortAnswers: true })
  slot.write(encodeMessage(SELECT).subarray(0, 2))
  expect(await heard(1)).toEqual(bytes('00'))
  slot.write(SELECT)
  expect(await heard(SELECT_ANSWER.length + 1)).toEqual(encodeMessage(SELECT_ANSWER).subarray(1))
})

test('a reader that is gone lets the card go', async () => {
  const { inserted, slot } = await insert(keycard())
  slot.destroy()
  await inserted.out
})

test('nobody listens there', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  expect(await insertCard(keycard(), { port })).toMatchObject(fail('LINK_ABSENT'))
})
