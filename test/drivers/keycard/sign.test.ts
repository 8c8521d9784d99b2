import { expect, test } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { sign, signCommand } from '#drivers/keycard/sign.ts'
import { fail, ok } from '#src/result.ts'
import { DIGEST, PRIVATE_KEY, PUBLIC_KEY, R, S, SELECT, SIGN } from '../../vectors/keycard.ts'
import { inField, leavingBefore } from '../card/in-field.ts'

const keycard = emulateKeycardCash({ privateKey: PRIVATE_KEY })
keycard.answer(SELECT)

test('makes the command of each applet', () => {
  expect(signCommand('cash', DIGEST)).toEqual(SIGN)
  expect(signCommand('pinless', DIGEST)).toEqual(Uint8Array.of(0x80, 0xc0, 0x03, 0x00, 0x20, ...DIGEST))
})

test('signs in one exchange', async () => {
  const field = inField(keycard)
  expect(await sign(field, 'cash', DIGEST)).toEqual(ok({ signature: { r: R, s: S }, publicKey: PUBLIC_KEY }))
  expect(field.heard).toEqual([SIGN])
})

test('passes on that the card has left', async () => {
  expect(await sign(leavingBefore(1, keycard), 'cash', DIGEST)).toEqual(fail('CARD_LEFT_EARLY'))
})
