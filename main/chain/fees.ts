/** Wei per gas, as a type 2 transaction (EIP-1559) names them. */
export interface Fees {
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

const GWEI = 1_000_000_000n

/** Enough for any chain whose blocks are not full; above it the tip follows the base fee. */
const QUIET_TIP = 2n * GWEI

/** Polygon PoS demands a tip of 25 to 30 gwei whatever its base fee (ethers issue 2828). */
const POLYGON = 137
const POLYGON_TIP = 100n * GWEI

/**
 * The node's tip is a guess from its neighbours: three careless transactions of 99 gwei make it
 * propose 99 gwei on a chain of 1 gwei. So it is taken up to a cap: 2 gwei, or twice the base fee
 * when that is more.
 *
 * The most we pay per gas is twice the base fee and the tip: a base fee grows by an eighth a block
 * at most, so the transaction stays valid through six full blocks (1.125^6 = 2.03). What is not
 * needed is not paid.
 */
export function feesFor(chainId: number, baseFee: bigint, suggestedTip: bigint): Fees {
  const cap = chainId === POLYGON ? POLYGON_TIP : larger(QUIET_TIP, 2n * baseFee)
  const maxPriorityFeePerGas = suggestedTip < cap ? suggestedTip : cap
  return { maxFeePerGas: 2n * baseFee + maxPriorityFeePerGas, maxPriorityFeePerGas }
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/**
 * Fees that displace a transaction of the same account nonce: geth demands a tenth more of both
 * (`txpool.pricebump`); an eighth leaves room for rounding. Never less than what is usual now.
 */
export const outbid = (old: Fees, fresh: Fees): Fees => ({
  maxFeePerGas: larger(raised(old.maxFeePerGas), fresh.maxFeePerGas),
  maxPriorityFeePerGas: larger(raised(old.maxPriorityFeePerGas), fresh.maxPriorityFeePerGas),
})

const raised = (fee: bigint): bigint => fee + fee / 8n + 1n
