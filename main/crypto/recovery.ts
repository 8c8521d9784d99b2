import { hexToBytes } from '@noble/hashes/utils.js'
import { proveSigner, type RecoverPublicKey, recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, type Result } from '#src/result.ts'
import { loadNativeRecovery } from './native.ts'

/**
 * The quickest way to check signatures that works on this machine, and a line in the log that says
 * which. A library is believed only after it has given a published answer; that first check also
 * fills its tables, while nobody waits.
 */
export function chooseRecovery(
  log: (message: string) => void,
  load: () => Result<RecoverPublicKey> = loadNativeRecovery,
): RecoverPublicKey {
  const native = load()
  const tried = native.ok && !answersRight(native.value) ? fail('INTERNAL', 'it answers wrongly') : native
  if (tried.ok) {
    log('signatures: native')
    return tried.value
  }
  log(`signatures: JavaScript (${tried.error.detail})`)
  if (!answersRight(recoverInJavaScript)) throw new Error('this machine cannot check signatures')
  return recoverInJavaScript
}

/** The "Mail" example of EIP-712: github.com/ethereum/EIPs/blob/master/assets/eip-712/Example.js */
const DIGEST = hexToBytes('be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2')
const SIGNED = {
  r: hexToBytes('4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d'),
  s: hexToBytes('07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b91562'),
}
const SIGNER = '0xcd2a3d9f938e13cd947ec05abc7fe734df8dd826'
/** Its v is 28: the recovery id is 1. */
const SIGNATURE =
  '0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c'

function answersRight(recover: RecoverPublicKey): boolean {
  const proven = proveSigner(DIGEST, SIGNED, SIGNER, recover)
  return proven.ok && proven.value === SIGNATURE
}
