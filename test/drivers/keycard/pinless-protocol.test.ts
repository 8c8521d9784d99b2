import { keccak256, toUtf8Bytes } from 'ethers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emulateKeycardWallet } from '#drivers/emulator/keycard-wallet.ts'
import { KEY_PROBE, readSelectWallet, selectWalletCommand } from '#drivers/keycard/pinless-protocol.ts'
import { fail, ok } from '#src/result.ts'
import { PRIVATE_KEY, WALLET_SELECT, WALLET_SELECT_ANSWER } from '../../vectors/keycard.ts'

const sw = (status: number) => Uint8Array.of(status >> 8, status & 0xff)
const answerOf = (settings: Partial<Parameters<typeof emulateKeycardWallet>[0]>) =>
  emulateKeycardWallet({ pinlessKey: PRIVATE_KEY, ...settings }).answer(WALLET_SELECT)

test('makes the command', () => {
  expect(selectWalletCommand()).toEqual(WALLET_SELECT)
})

test('the probe is the hash of a text that says what it is for', () => {
  const text = 'Tapsyr asks this card for its pinless key.'
  expect(`0x${Buffer.from(KEY_PROBE).toString('hex')}`).toBe(keccak256(toUtf8Bytes(text)))
})

test('reads the version out of the answer of a card with a seed', () => {
  expect(readSelectWallet(WALLET_SELECT_ANSWER)).toEqual(ok({ major: 3, minor: 1 }))
})

test('reads it through the short length of a card without seed', () => {
  expect(readSelectWallet(answerOf({ state: 'no-seed' }))).toEqual(ok({ major: 3, minor: 1 }))
})

test('reads it through the wrong length that 4.0 gives', () => {
  expect(readSelectWallet(answerOf({ version: { major: 4, minor: 0 } }))).toEqual(ok({ major: 4, minor: 0 }))
})

test('knows a card that nobody has set up', () => {
  expect(readSelectWallet(answerOf({ state: 'new' }))).toEqual(
    fail('CARD_NOT_SUPPORTED', 'not set up by its owner yet'),
  )
})

test('takes a SELECT without success for another card', () => {
  for (const status of [0x6a82, 0x6d00, 0x6999])
    expect(readSelectWallet(sw(status))).toEqual(fail('CARD_NOT_SUPPORTED', `SW ${status.toString(16)}`))
})

test('refuses an answer that is cut off before its version', () => {
  const versionEnds = 3 + 18 + 67 + 4
  for (let n = 0; n < versionEnds; n++) {
    const cut = Uint8Array.of(...WALLET_SELECT_ANSWER.subarray(0, n), 0x90, 0x00)
    expect(readSelectWallet(cut), `${n}`).toMatchObject(fail('CARD_ANSWER_INVALID'))
  }
})

test('never throws', () => {
  const bytes = fc.uint8Array({ maxLength: 200 })
  const answer = fc.oneof(
    bytes,
    bytes.map((inside) => Uint8Array.of(0xa4, 0x81, ...inside, 0x90, 0x00)),
  )
  fc.assert(fc.property(answer, (apdu) => typeof readSelectWallet(apdu).ok === 'boolean'))
})
