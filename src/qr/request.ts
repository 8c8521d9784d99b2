import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { Asset } from '../money/asset.ts'
import { assetSchema } from '../money/asset.ts'
import type { Authorization, TokenDomain } from '../payment/authorization.ts'
import type { Hex } from '../payment/hex.ts'
import { fail, ok, type Result } from '../result.ts'
import { encodeEntries, openEntries, REQUEST_PREFIX, seal } from './envelope.ts'

/** All that a wallet must know to sign a payment by itself; only `from` is its own. */
export interface PaymentRequest {
  readonly domain: TokenDomain
  readonly draft: Omit<Authorization, 'from'>
  /** For display only: nothing proves them. */
  readonly asset: Asset
  readonly shop: string
}

/** First bytes of SHA-256 over a request: they tie an answer to it. */
const ID_BYTES = 8

const UINT256_MAX = (1n << 256n) - 1n

/** docs/qr-payment.md, "The request". */
export const encodeRequest = (request: PaymentRequest): string => seal(REQUEST_PREFIX, bytesOf(request))

/** Says of any two requests that differ in anything that they are not the same. 8 bytes. */
export const requestId = (request: PaymentRequest): Uint8Array => sha256(bytesOf(request)).slice(0, ID_BYTES)

/** What a wallet reads from the shop's screen. */
export function decodeRequest(text: string): Result<PaymentRequest, 'QR_INVALID'> {
  const entries = openEntries(REQUEST_PREFIX, text)
  if (!entries.ok) return entries
  const read = entriesSchema.safeParse(entries.value)
  if (!read.success) return fail('QR_INVALID', `request: ${read.error.issues[0]?.path.join('.')}`)
  return ok(requestOf(read.data))
}

function bytesOf({ domain, draft, asset, shop }: PaymentRequest): Uint8Array {
  return encodeEntries([
    domain.chainId,
    fromHex(domain.verifyingContract),
    domain.name,
    domain.version,
    fromHex(draft.to),
    numberBytes(draft.value),
    draft.validAfter,
    draft.validBefore,
    fromHex(draft.nonce),
    asset.symbol,
    asset.decimals,
    shop,
  ])
}

const bytes = (least: number, most = least) =>
  z.instanceof(Uint8Array).refine(({ length }) => least <= length && length <= most)
const seconds = z.int().nonnegative()

const entriesSchema = z.tuple([
  z.int().positive(),
  bytes(20),
  z.string().min(1).max(100),
  z.string().min(1).max(20),
  bytes(20),
  bytes(1, 32).refine(([first]) => first !== 0),
  seconds,
  seconds,
  bytes(32),
  assetSchema.shape.symbol,
  assetSchema.shape.decimals,
  z.string().max(60),
])

function requestOf(entries: z.output<typeof entriesSchema>): PaymentRequest {
  const [
    chainId,
    token,
    name,
    version,
    payee,
    value,
    validAfter,
    validBefore,
    nonce,
    symbol,
    decimals,
    shop,
  ] = entries
  return {
    domain: { name, version, chainId, verifyingContract: toHex(token) },
    draft: { to: toHex(payee), value: BigInt(toHex(value)), validAfter, validBefore, nonce: toHex(nonce) },
    asset: { symbol, decimals },
    shop,
  }
}

const toHex = (content: Uint8Array): Hex => `0x${bytesToHex(content)}`
const fromHex = (hex: Hex): Uint8Array => hexToBytes(hex.slice(2))

/** Big-endian, without a leading zero: one spelling for each number, also above what CBOR's own integers hold. */
function numberBytes(value: bigint): Uint8Array {
  const digits = (value & UINT256_MAX).toString(16)
  return hexToBytes(digits.padStart(digits.length + (digits.length % 2), '0'))
}
