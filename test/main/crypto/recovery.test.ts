import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { chooseRecovery } from '#main/crypto/recovery.ts'
import { proveSigner, type RecoverPublicKey, recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { MAIL } from '../../vectors/eip712.ts'

/** What it chose, by the published example, and what it said of it. */
function choice(load?: Parameters<typeof chooseRecovery>[1]) {
  const lines: string[] = []
  const recover = chooseRecovery((line) => lines.push(line), load)
  return { recover, lines }
}

const mail = { r: hexToBytes(MAIL.r), s: hexToBytes(MAIL.s) }
const provesMail = (recover: RecoverPublicKey) =>
  proveSigner(hexToBytes(MAIL.digest), mail, MAIL.signer, recover)

test('takes the native library where it works, and says so', () => {
  const { recover, lines } = choice()
  expect(lines).toEqual(['signatures: native'])
  expect(recover).not.toBe(recoverInJavaScript)
  expect(provesMail(recover)).toEqual(ok(`0x${MAIL.r}${MAIL.s}${MAIL.v.toString(16)}`))
})

test('takes JavaScript where there is no native library, and says why', () => {
  const { recover, lines } = choice(() => fail('INTERNAL', 'no prebuild for linux-arm64'))
  expect(lines).toEqual(['signatures: JavaScript (no prebuild for linux-arm64)'])
  expect(recover).toBe(recoverInJavaScript)
})

const anotherKey = secp256k1.getPublicKey(new Uint8Array(32).fill(1), false)
test.each<[string, RecoverPublicKey]>([
  ['finds nothing', () => undefined],
  ['finds another key', () => anotherKey],
  ['takes no account of the recovery id', (digest, compact) => recoverInJavaScript(digest, compact, 1)],
])('takes JavaScript when the native library %s', (_why, broken) => {
  const { recover, lines } = choice(() => ok(broken))
  expect(lines).toEqual(['signatures: JavaScript (it answers wrongly)'])
  expect(recover).toBe(recoverInJavaScript)
})
