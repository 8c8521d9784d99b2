import { hexToBytes } from '@noble/hashes/utils.js'
import type { PaymentRequest } from '#src/qr/request.ts'

/** RFC 9285, sections 4.3 and 4.4: text, then its Base45. */
export const BASE45 = [
  ['AB', 'BB8'],
  ['Hello!!', '%69 VD92EX0'],
  ['base-45', 'UJCLQE7W581'],
  ['ietf!', 'QED8WEX0'],
] as const

/**
 * Requests and the answers of the wallet with private key 1. Digests and signatures are ethers 6.17;
 * CBOR, Base45 and ids are by a Python script of their own that follows RFC 8949, RFC 9285 and
 * docs/qr-payment.md, and shares nothing with src/qr. The first is the EIP-3009 message of USDC on Base.
 */
export const PAYER = '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf'
export const PAYER_KEY = `0x${'00'.repeat(31)}01`

export interface QrVector {
  readonly request: PaymentRequest
  readonly requestCbor: string
  readonly requestText: string
  readonly requestId: Uint8Array
  readonly digest: string
  readonly signature: `0x${string}`
  readonly answerCbor: string
  readonly answerText: string
}

export const USDC_ON_BASE: QrVector = {
  request: {
    domain: {
      name: 'USD Coin',
      version: '2',
      chainId: 8453,
      verifyingContract: '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913',
    },
    draft: {
      to: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf',
      value: 1_500_000n,
      validAfter: 0,
      validBefore: 1_800_000_000,
      nonce: `0x${'11'.repeat(32)}`,
    },
    asset: { symbol: 'USDC', decimals: 6 },
    shop: 'Aport Market',
  },
  requestCbor:
    '8d0119210554833589fcd6edb6e08f4c7c32d4f71b54bda029136855534420436f696e6132542b5ad5c4795c026514f8317c7a215e218dccd6cf4316e360001a6b49d200582011111111111111111111111111111111111111111111111111111111111111116455534443066c41706f7274204d61726b6574',
  requestText:
    'TPQ:7$H/73EU0JQG:JHV7RG5N95IOVFO-QLK3Y/NU85O8DVNAO34 3E..DEG6SL541RIFFSD0DT2NB6ZJFM+BU-H17RTL8NXSQ00FPDUOQF6B472472472472472472472472472472472472472472472472ZUCVNADL8%UDS9E5LEY34GEC/PDQ2',
  requestId: hexToBytes('8cdbf00e61393809'),
  digest: '85e021316132196b4ed65a229cda1ca4ab9d0af6b9373849e607649e44fa39d2',
  signature:
    '0x876b476e2a66ff8db46221ffbf688dcd706830bb524e595edc275d6e5277f6ba2cf4388a06c388b1e71aac97e74f18bd431d2e85a4f168a129bdb8471675a1c51c',
  answerCbor:
    '8401488cdbf00e61393809547e5f4552091a69125d5dfcb7b8c2659029395bdf5841876b476e2a66ff8db46221ffbf688dcd706830bb524e595edc275d6e5277f6ba2cf4388a06c388b1e71aac97e74f18bd431d2e85a4f168a129bdb8471675a1c51c',
  answerText:
    'TPA:/UGW799 R  1NA7381-/FGY8Z61XCD6 BU.V3GNZ$CN95TRB37BH5HG199G5 DW8 MID4+8OV-HL9EA76AIAIDBJ$RN B6JAR8VXU5T67L%0SCHW9T% L+ATX53 L8T*5F%KAADKC5FDNY$2DKKS0',
}

/** Eighteen decimals, an amount above 64 bits, letters of two bytes. */
export const TENGE: QrVector = {
  request: {
    domain: {
      name: 'Digital Tenge',
      version: '1',
      chainId: 31_337,
      verifyingContract: `0x${'11'.repeat(20)}`,
    },
    draft: {
      to: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf',
      value: 25_000_000_000_000_000_000n,
      validAfter: 0,
      validBefore: 1_799_999_999,
      nonce: `0x${'ab'.repeat(32)}`,
    },
    asset: { symbol: 'KZTC', decimals: 18 },
    shop: 'Әже дүкені',
  },
  requestCbor:
    '8d01197a695411111111111111111111111111111111111111116d4469676974616c2054656e67656131542b5ad5c4795c026514f8317c7a215e218dccd6cf49015af1d78b58c40000001a6b49d1ff5820abababababababababababababababababababababababababababababababab644b5a54431273d398d0b6d0b520d0b4d2afd0bad0b5d0bdd196',
  requestText:
    'TPQ:7$H.939ED472472472472472472472472472472R DSED-EDAEC-341$C93D-CC$SAXLBW$OJSB1ZC.GV6XF$94*A4D+PA9QV70 PUWRH1ZO000DF3.E9SCW%54RVLRVLRVLRVLRVLRVLRVLRVLRVLRVLRVLRVLRVLRVLRVL1ULUN9GTA/E2XXQFHQEHQU64U%M8AMYRNE:M%:NF3',
  requestId: hexToBytes('a679b32a07d52e91'),
  digest: '52d35c107eb7d6e5d373b8905463194c6a8e559a9e84f2bdc65da0433be5811e',
  signature:
    '0x3a83b3a246fad11fcd32c23ebfa43630dbc7aa4f51716c38a2abde8cf265314c32c9ec1666d1b236918fbf417618f3691d3d22d248df69387e94f8330fd923071c',
  answerCbor:
    '840148a679b32a07d52e91547e5f4552091a69125d5dfcb7b8c2659029395bdf58413a83b3a246fad11fcd32c23ebfa43630dbc7aa4f51716c38a2abde8cf265314c32c9ec1666d1b236918fbf417618f3691d3d22d248df69387e94f8330fd923071c',
  answerText:
    'TPA:/UGD89FHF4E5Y.QYGI-/FGY8Z61XCD6 BU.V3GNZ$CN95TRB37B*H7-VMZ/8UJQF.P1POAAOC%6DZR*NLEDATUDIPK26S/SUKA6-I63%T-:C$NM3II18O$-EXYUFV34I4P99QDD40G:GV702CJ4S0',
}
