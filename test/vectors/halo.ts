import { hexToBytes } from '@noble/hashes/utils.js'

const bytes = (hex: string): Uint8Array => hexToBytes(hex.replaceAll(/\s/g, '').toLowerCase())

// Answers of real tags, printed in libhalo's docs/halo-command-set.md. The keys recover from the
// signatures, which was computed anew with another library.

export const SELECT = bytes('00 A4 04 00 0A A0 00 00 09 49 01 48 61 4C 6F 00')
export const SELECT_OLDER = bytes('00 A4 04 00 07 48 11 99 13 0E 9F 01 00')
export const GET_KEYS = bytes('B0 51 00 00 01 02 00')

/** Slot 1 over 0102030401020304 four times. The tag's s is in the upper half. */
export const PLAIN = {
  digest: bytes('0102030401020304'.repeat(4)),
  fetchSign: bytes(`B0 51 00 00 22 06 01 ${'0102030401020304'.repeat(4)} 00`),
  sign: bytes(`B0 51 00 00 22 01 01 ${'0102030401020304'.repeat(4)} 00`),
  der: bytes(`30 46
    02 21 00 c1546b135afaaca445ea627057f3d3660ab94c98a4a0cf7b70ec7cc065728d77
    02 21 00 aac58cf00d3acb116e82deaa6d8855e8e0cd39acb904c9493a5c2c78053dd781`),
  publicKey: bytes(`04
    6ca7458b4c8c4f9a196094bda5f01ac1e588f6604bc2f7a58ba4d1fa3c3cb910
    2720bdb43f73972ea3dfc1c6ab8a6cb7d14114765eb76ff0fb2df34a5f7cab56`),
  r: bytes('c1546b135afaaca445ea627057f3d3660ab94c98a4a0cf7b70ec7cc065728d77'),
  lowS: bytes('553a730ff2c534ee917d21559277aa15d9e1a339f643d6f285763214caf869c0'),
  v: '1b',
  address: '0x1aabf638ec3c4a5c2d5cd14fd460fee2c364c579',
} as const

/** Slot 1 over the digest of the example message in EIP-712. */
export const TYPED_DATA = {
  digest: bytes('be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2'),
  publicKey: bytes(`04
    2c061312771f471910ef8a3a437ac89f6ff81b2aeb0e3f5dcc2dd15d0d9d1fd7
    b48dba2ec753f0f70ea9b9a85df8a16e664546c9f7bad2be38e08eec63b916c7`),
  r: bytes('e08869b150de98d3dbbe53628851bf0fa8107442695edb802f521fdc845e6fd4'),
  s: bytes('62f5045d28941b187cda1960365d24dc0e3b648fc6211dc60c0040daafa8a9bd'),
  v: '1b',
  address: '0xd1c1062019d80cbb68df2920859df6c66cfa52ec',
} as const

/** Slot 3, which has the password "abc123", over the digest of `PLAIN`. */
export const WITH_PASSWORD = {
  slot: 3,
  password: 'abc123',
  passwordKey: bytes('db16bc3f94b4803d2970e85e0e74434a'),
  authentication: bytes('8e0860d9bd81383949e540c4e91a129e07d9a50ca6c5b49aa7a1062501faba48'),
  command: bytes(`B0 51 00 00 42 A2 03 ${'0102030401020304'.repeat(4)}
    8e0860d9bd81383949e540c4e91a129e07d9a50ca6c5b49aa7a1062501faba48 00`),
  publicKey: bytes(`04
    9d1e9cd828fcea59cfee261c705ed84023103537aea7069fe001129cdf69e60b
    c0c6de184cc0e6a5b396c19a4450e94dafa9dc87b6a527e60aa2104bb253933e`),
  r: bytes('9ffb5e0c4c0e97b36af5e62bb7ca8641862e883cc50668b42017c6b42d536b41'),
  s: bytes('30386182eedf45e7887cc7710c657475d8bcdbb9cf77c69950313d8ccfb76484'),
  v: '1c',
  address: '0x04c147798db0f016223cb371c06fb03f706f918d',
} as const
