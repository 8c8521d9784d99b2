import { z } from 'zod'
import { ERROR_CODES } from '../errors/codes.ts'
import {
  acceptedPaymentSchema,
  hexSchema,
  proofSchema,
  receivedPaymentSchema,
  refundSchema,
  signatureSchema,
} from '../payment/record.ts'
import { cardStandingSchema } from '../risk/standing.ts'
import { personSchema } from '../staff/person.ts'
import { rideSchema } from '../station/ride.ts'
import { refundAskSchema } from '../till/refund-ask.ts'
import { zReportSchema } from '../till/report.ts'
import { openedShiftSchema } from '../till/shift.ts'

const id = hexSchema(32)

/**
 * One transaction for many payments, as it was signed. `raw` is what is broadcast, byte for byte. A
 * batch of nothing only uses up its account nonce. Several batches may have the same account
 * nonce, each replacing the one before it: at most one of them can ever land.
 */
export const batchSchema = z.strictObject({
  hash: id,
  raw: hexSchema(),
  account: hexSchema(20),
  accountNonce: z.int().nonnegative(),
  payments: z.array(id),
  /** Voided payments whose cancellations it carries, in the place of payments. */
  cancels: z.array(id).optional(),
  /** The chain's height when it was signed: searches for its proofs start here. */
  signedAtBlock: z.int().nonnegative(),
})
export type Batch = z.output<typeof batchSchema>

/** Every money event, as the journal keeps it. Nothing else changes a payment. */
export const factSchema = z.discriminatedUnion('type', [
  /**
   * First line of a journal. `epoch` changes whenever its lines are numbered anew; `ledgerId` goes
   * into nonces, and is new with it: of lines that were lost nobody knows which nonces they used.
   * `follows` is the ledger id of the journal that this one takes the place of.
   */
  z.strictObject({ type: z.literal('opened'), ledgerId: id, epoch: id, follows: id.optional() }),
  /**
   * `standing`: whom the card was taken for. It is this terminal's own business and beside the payment, so that rescue files
   * and the queue have nothing of it, and versions that do not know it read the rest as ever. Left out by those, and of a
   * payment that came back from the queue.
   */
  z.strictObject({
    type: z.literal('accepted'),
    payment: acceptedPaymentSchema,
    standing: cardStandingSchema.optional(),
  }),
  /** A payment of another terminal of the same merchant, from that terminal's rescue file. */
  z.strictObject({
    type: z.literal('rescued'),
    payment: acceptedPaymentSchema,
    terminalId: z.string().min(1).max(64),
  }),
  /** A payer's own transfer was seen on the chain: accepted and confirmed in one. */
  z.strictObject({ type: z.literal('received'), payment: receivedPaymentSchema, proof: proofSchema }),
  z.strictObject({ type: z.literal('submitted'), batch: batchSchema }),
  z.strictObject({
    type: z.literal('confirmed'),
    proofs: z.array(z.strictObject({ id, proof: proofSchema })).min(1),
  }),
  z.strictObject({ type: z.literal('settled'), ids: z.array(id).min(1) }),
  z.strictObject({ type: z.literal('reorganised'), ids: z.array(id).min(1) }),
  z.strictObject({ type: z.literal('returned'), ids: z.array(id).min(1) }),
  z.strictObject({
    type: z.literal('refused'),
    refusals: z.array(z.strictObject({ id, code: z.enum(ERROR_CODES) })).min(1),
  }),
  z.strictObject({ type: z.literal('expired'), ids: z.array(id).min(1) }),
  /** A person has parked payments tried again. */
  z.strictObject({ type: z.literal('reopened'), ids: z.array(id).min(1) }),
  /**
   * The shop takes a payment back before it was sent. `cancellation` is the payer's signature under
   * EIP-3009 CancelAuthorization, where the card was tapped again: with it nobody can collect any more.
   */
  z.strictObject({
    type: z.literal('voided'),
    id,
    by: personSchema,
    approvedBy: personSchema.optional(),
    cancellation: signatureSchema.nullable(),
  }),
  /** The chain has these cancellations. */
  z.strictObject({ type: z.literal('cancelled'), ids: z.array(id).min(1) }),
  /** Money goes back: an authorization of the refund wallet, settled like any other. `ask` is what it answers. */
  z.strictObject({
    type: z.literal('refunded'),
    refund: refundSchema,
    by: personSchema,
    approvedBy: personSchema.optional(),
    ask: z.int().positive().optional(),
  }),
  /** A refund above the wallet's caps waits for the owner. */
  z.strictObject({ type: z.literal('refund-asked'), ask: refundAskSchema }),
  z.strictObject({ type: z.literal('refund-denied'), ask: z.int().positive(), by: personSchema }),
  z.strictObject({ type: z.literal('shift-opened'), shift: openedShiftSchema }),
  z.strictObject({ type: z.literal('shift-closed'), report: zReportSchema }),
  /** A ride for which nothing was to be paid; its card has signed for it. */
  z.strictObject({ type: z.literal('ridden'), card: hexSchema(20), ride: rideSchema }),
  /** Something that somebody did and that moves no money, for whoever audits the terminal. */
  z.strictObject({
    type: z.literal('noted'),
    /** "drawer-opened", "signed-in", "config-loaded": one word of the area that wrote it. */
    what: z.string().regex(/^[a-z-]{1,40}$/),
    by: personSchema.nullable(),
    detail: z.string().max(400).optional(),
  }),
  /** After damage: receipts up to this number were given out, whatever the journal still has of them. */
  z.strictObject({ type: z.literal('resumed'), lastReceiptNumber: z.int().positive() }),
])
export type Fact = z.output<typeof factSchema>

/** A fact with its place in the journal. */
export interface JournalEntry {
  /** 1, 2, 3 … without gaps within an epoch. */
  readonly seq: number
  /** Milliseconds since the epoch when it was written. */
  readonly at: number
  readonly fact: Fact
}
