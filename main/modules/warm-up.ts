import { hexToBytes } from '@noble/hashes/utils.js'
import { proveSigner } from '#src/payment/signature.ts'

/**
 * The first signature check after a start builds tables of curve points and takes some hundred
 * milliseconds. Done here with a known answer (the "Mail" example of EIP-712), while nobody waits.
 */
export function warmUp(): void {
  const signed = {
    r: hexToBytes('4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d'),
    s: hexToBytes('07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b91562'),
  }
  const digest = hexToBytes('be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2')
  const proven = proveSigner(digest, signed, '0xcd2a3d9f938e13cd947ec05abc7fe734df8dd826')
  if (!proven.ok) throw new Error('this machine cannot check signatures')
}
