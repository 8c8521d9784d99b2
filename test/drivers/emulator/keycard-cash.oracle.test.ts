import fc from 'fast-check'
import { CashApplicationInfo } from 'keycard-sdk/dist/cash-application-info.js'
import { RecoverableSignature } from 'keycard-sdk/dist/recoverable-signature.js'
import { expect, test } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { signCommand } from '#drivers/keycard/sign.ts'
import { readSignature } from '#drivers/keycard/signature.ts'
import { must } from '../../fakes/wires.ts'
import { CERTIFICATE } from '../../vectors/certificate.ts'
import { DIGEST, PRIVATE_KEY, PUBLIC_KEY, RECOVERY_ID, SELECT, SIGN } from '../../vectors/keycard.ts'

// Keycard's own kit is the judge here: what it reads, a real terminal would read.

const card = emulateKeycardCash({ privateKey: PRIVATE_KEY, version: { major: 3, minor: 1 } })
const withoutStatus = (apdu: Uint8Array) => apdu.slice(0, -2)

test('Keycard’s own kit reads the card’s SELECT answer', () => {
  const info = new CashApplicationInfo(withoutStatus(card.answer(SELECT)))
  expect(Uint8Array.from(info.pubKey ?? [])).toEqual(PUBLIC_KEY)
  expect(info.getAppVersionString()).toBe('3.1')
})

test('Keycard’s own kit reads a certificate out of it', () => {
  const carrying = emulateKeycardCash({ privateKey: PRIVATE_KEY, publicData: CERTIFICATE.bytes })
  const info = new CashApplicationInfo(withoutStatus(carrying.answer(SELECT)))
  expect(Uint8Array.from(info.pubData ?? [])).toEqual(CERTIFICATE.bytes)
})

test('Keycard’s own kit recovers the card’s key from its SIGN answer', () => {
  card.answer(SELECT)
  const signature = new RecoverableSignature({ hash: DIGEST, tlvData: withoutStatus(card.answer(SIGN)) })
  expect(signature.recId).toBe(RECOVERY_ID)
})

test('and from any digest and key', () => {
  const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
  // Below the order of the curve, and not zero.
  const key = bytes32.map((bytes) => Uint8Array.of(0x01, ...bytes.subarray(1)))
  fc.assert(
    fc.property(key, bytes32, (privateKey, digest) => {
      const any = emulateKeycardCash({ privateKey })
      any.answer(SELECT)
      const answer = any.answer(signCommand('cash', digest))
      // The kit (3.1.8) cannot read numbers that DER wrote with fewer than 32 bytes; ours can.
      fc.pre(isFullLength(answer))
      const tlvData = withoutStatus(answer)
      const signature = new RecoverableSignature({ hash: digest, tlvData })
      expect([0, 1]).toContain(signature.recId)
    }),
    { numRuns: 20 },
  )
})

function isFullLength(answer: Uint8Array): boolean {
  const { r, s } = must(readSignature(answer)).signature
  return r[0] !== 0 && s[0] !== 0
}
