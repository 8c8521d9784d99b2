import { hexToBytes } from '@noble/hashes/utils.js'
import type { CertificateContent } from '#src/risk/certificate.ts'

/**
 * The test vector of docs/certificates.md: digest and signature by ethers 6.17 (TypedDataEncoder, SigningKey),
 * the bytes put together by hand from the table there. Test keys: card 1, issuer 2.
 */
export const CERTIFICATE = {
  content: {
    card: '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf',
    tier: 2,
    offlineLimit: 25_000_000n,
    windowLimit: 60_000_000n,
    notBefore: 1_795_737_600,
    notAfter: 1_827_273_600,
    serial: 347,
  } satisfies CertificateContent,
  token: { chainId: 8453, verifyingContract: '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913' },
  issuer: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf',
  issuerKey: `0x${'00'.repeat(31)}02`,
  digest: hexToBytes('460695adf9209dea4f8cf7361b78cc7b3e160aa003378de508121ea0f89ee616'),
  bytes: hexToBytes(
    [
      ...['544301', '7e5f4552091a69125d5dfcb7b8c2659029395bdf', '02'],
      ...['0000000000000000017d7840', '000000000000000003938700'],
      ...['6b08c800', '6ce9fb80', '0000015b'],
      '1063675ed80972a187adec145596f63270e89c63c6245933ecbb11f250e929a9',
      '049fa52ef49940d10b291fb0e378090491456046ff5756c83a67b587af9b66461b',
    ].join(''),
  ),
} as const
