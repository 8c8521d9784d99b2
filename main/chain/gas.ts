import type { BatchItem } from '#src/chain/port.ts'

/**
 * A payment costs 49,769 gas in a batch of 100, and 59,300 when it fails for want of funds (USDC).
 * A batch's limit is set from above, with what payments were measured to cost: one unit under the
 * need burns the whole batch and pays nobody, and the need changes until the block is made.
 */
const LEAST_LIMIT = 60_000n
const PER_BATCH = 100_000n
/** For whatever a contract wallet does to look at its signature. */
const PER_WALLET = 200_000n

/** Gas limit of a batch, for payments (a cancellation costs less) that each cost `measured` gas so far; undefined: not yet known. */
export function batchGas(items: readonly BatchItem[], measured: bigint | undefined): bigint {
  const wallets = items.filter(({ signature }) => isWalletSignature(signature)).length
  return limitPerPayment(measured) * BigInt(items.length) + PER_WALLET * BigInt(wallets) + PER_BATCH
}

/** How many payments fit into a limit. */
export const paymentsWithin = (gas: bigint, measured: bigint | undefined): number =>
  Math.max(1, Number((gas - PER_BATCH) / limitPerPayment(measured)))

/** A card's signature is r, s and v; anything longer is for a contract to judge (ERC-1271). */
export const isWalletSignature = (signature: string): boolean => signature.length !== 2 + 2 * 65

/** A quarter more than it was measured to be. */
function limitPerPayment(measured: bigint | undefined): bigint {
  const careful = ((measured ?? 0n) * 5n) / 4n
  return careful > LEAST_LIMIT ? careful : LEAST_LIMIT
}
