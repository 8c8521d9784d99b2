import { expect, test } from 'vitest'
import {
  antenna,
  exchange,
  getVersion,
  passThrough,
  ping,
  pollForApdus,
  pollForToken,
  pollOnDemand,
} from '#drivers/neo/commands.ts'
import { commandOrder } from '#drivers/neo/crc-order.ts'
import { encodeMessage, type Message } from '#drivers/neo/message.ts'
import { SELECT, SIGN } from '../../vectors/keycard.ts'
import { COMMANDS } from '../../vectors/neo.ts'

const encode = (message: Message): Uint8Array =>
  encodeMessage(message, commandOrder(message.command, message.second))

test.each([
  ['ping', ping(), COMMANDS.ping],
  ['version', getVersion(), COMMANDS.getVersion],
  ['poll on demand', pollOnDemand(), COMMANDS.pollOnDemand],
  ['antenna on', antenna(true), COMMANDS.antennaOn],
  ['antenna off', antenna(false), COMMANDS.antennaOff],
  ['pass-through on', passThrough(true), COMMANDS.passThroughOn],
  ['pass-through off', passThrough(false), COMMANDS.passThroughOff],
  ['poll for two seconds', pollForToken(2_000), COMMANDS.pollTwoSeconds],
  ['poll for half a second', pollForToken(500), COMMANDS.pollHalfSecond],
  ['exchange SELECT', exchange(SELECT), COMMANDS.exchangeSelect],
  ['exchange SIGN', exchange(SIGN), COMMANDS.exchangeSign],
])('%s', (_, message, bytes) => {
  expect(encode(message)).toEqual(bytes)
})

test('an enhanced poll ends with the transaction type that forces ISO 14443', () => {
  // NEO 2 guide, 8.12.4: the row "0, 20, 00 01: 200 ms, force ISO 14443 polling".
  expect(pollForApdus(200)).toEqual({ command: 0x2c, second: 0x0c, data: Uint8Array.of(0, 20, 0, 1) })
})
