import { z } from 'zod'
import { ERROR_CODES } from '../errors/codes.ts'
import { assetSchema } from '../money/asset.ts'
import { unitsSchema } from '../money/units.ts'
import { orderSchema } from '../order/order.ts'
import { takenBySchema } from '../staff/person.ts'
import { boughtTicketSchema, rideSchema } from '../station/ride.ts'
import { type Hex, isHex } from './hex.ts'
import { PAYMENT_STATES } from './states.ts'

/** 0x and an even number of lower-case digits; with `bytes`, exactly that many bytes. */
export const hexSchema = (bytes?: number) => z.custom<Hex>((v) => typeof v === 'string' && isHex(v, bytes))

/** Unix seconds. */
const seconds = z.int().nonnegative()

export const authorizationSchema = z.strictObject({
  from: hexSchema(20),
  to: hexSchema(20),
  value: unitsSchema,
  validAfter: seconds,
  validBefore: seconds,
  nonce: hexSchema(32),
})

export const tokenDomainSchema = z.strictObject({
  name: z.string().min(1).max(100),
  version: z.string().min(1).max(20),
  chainId: z.int().positive(),
  verifyingContract: hexSchema(20),
})

/**
 * r ‖ s ‖ v of a card, 65 bytes; whatever a contract wallet takes for a signature (ERC-1271) may
 * have another length.
 */
export const signatureSchema = hexSchema().refine((bytes) => bytes.length > 2 && bytes.length <= 2 + 2 * 4096)

/** "001-000347": till, then the number within its ledger. */
export const receiptSchema = z.string().regex(/^\d{3}-\d{6,}$/)

/** A payment as it was accepted: everything that is needed to settle it, anywhere. It never changes. */
export const acceptedPaymentSchema = z.strictObject({
  receipt: receiptSchema,
  receiptNumber: z.int().positive(),
  /** Milliseconds since the epoch, by the terminal's clock. */
  acceptedAt: z.int().nonnegative(),
  asset: assetSchema,
  domain: tokenDomainSchema,
  authorization: authorizationSchema,
  signature: signatureSchema,
  /** The chain was seen to have the money when it was accepted; left out where nobody could look. */
  online: z.literal(true).optional(),
  /** What it is for; left out where only an amount was typed. */
  order: orderSchema.optional(),
  /** Who took it, and in which shift; left out where nobody signs in. */
  takenBy: takenBySchema.optional(),
  /** The ride that it is the fare of. */
  ride: rideSchema.optional(),
  /** The ticket or pass that it buys. */
  ticket: boughtTicketSchema.optional(),
  /** Of a refund: the payment of which it gives something back. It goes the other way, to that payment's payer. */
  returns: hexSchema(32).optional(),
})
export type AcceptedPayment = z.output<typeof acceptedPaymentSchema>

/** An authorization of the refund wallet for the payer of the payment that it gives back. */
export const refundSchema = acceptedPaymentSchema.extend({ returns: hexSchema(32) })
export type Refund = z.output<typeof refundSchema>

/**
 * A payment that its payer made on chain, by a transfer of his own: there is no signature and
 * nothing to send. `authorization` is what was transferred; its nonce is the transfer's id.
 */
export const receivedPaymentSchema = acceptedPaymentSchema.omit({ signature: true })
export type ReceivedPayment = z.output<typeof receivedPaymentSchema>

/** The terminal that accepted a payment, when it came here in that terminal's rescue file. */
const rescuedFromSchema = z.string().min(1).max(64).nullable()

/** All that a journal must know of a payment to take it. A payer's own transfer has no signature. */
export const journaledPaymentSchema = acceptedPaymentSchema.extend({
  signature: signatureSchema.nullable(),
  rescuedFrom: rescuedFromSchema,
  /** The shop has taken it back, whatever became of it afterwards. */
  voided: z.literal(true).optional(),
})
export type JournaledPayment = z.output<typeof journaledPaymentSchema>

/**
 * Proof that a payment was made: AuthorizationUsed(from, nonce), next log Transfer(from, payee, value);
 * of a payer's own transfer, that Transfer alone.
 */
export const proofSchema = z.strictObject({
  txHash: hexSchema(32),
  blockHash: hexSchema(32),
  blockNumber: z.int().nonnegative(),
  /** Index in its block of the AuthorizationUsed log, or of the payer's own Transfer. */
  logIndex: z.int().nonnegative(),
})
export type Proof = z.output<typeof proofSchema>

/** A payment with where it stands now. Its id is the authorization's nonce. */
export const paymentSchema = journaledPaymentSchema.extend({
  id: hexSchema(32),
  state: z.enum(PAYMENT_STATES),
  /** Hash of the latest transaction that was signed for it. */
  batch: hexSchema(32).nullable(),
  proof: proofSchema.nullable(),
  /** Why the chain would not pay, when it is `refused` or `parked`. */
  refusal: z.enum(ERROR_CODES).nullable(),
  /** What refunds have given back of it so far, in units; left out where nothing was. */
  givenBack: unitsSchema.optional(),
})
export type Payment = z.output<typeof paymentSchema>

/** A payment that can be sent, unlike one that its payer has sent already. */
export type SignedPayment = Payment & AcceptedPayment

/** Money that goes back to a payer, signed by the refund wallet; not a payment to the shop. */
export const isRefund = ({ returns }: Pick<Payment, 'returns'>): boolean => returns !== undefined

export const isSigned = (payment: Payment): payment is SignedPayment => payment.signature !== null

/** "001-000347": till, then the number within this ledger. */
export const receiptText = (till: number, receiptNumber: number): string =>
  `${till.toString().padStart(3, '0')}-${receiptNumber.toString().padStart(6, '0')}`
