/** What payments have cost since the start of the program. */
export interface GasMeter {
  /** Gas of one payment in a batch of many; undefined before the first batch was mined. */
  perPayment(): bigint | undefined
  note(gasUsed: bigint, payments: number): void
}

/** Gas of a batch beside its payments: the transaction itself, Multicall3, the payee's balance (USDC). */
const PER_BATCH = 42_000n
/** How much one more batch says against all before it. */
const WEIGHT = 4n

export function createGasMeter(): GasMeter {
  let perPayment: bigint | undefined
  return {
    perPayment: () => perPayment,
    note(gasUsed, payments) {
      if (payments === 0 || gasUsed <= PER_BATCH) return
      const measured = (gasUsed - PER_BATCH) / BigInt(payments)
      perPayment = perPayment === undefined ? measured : perPayment + (measured - perPayment) / WEIGHT
    },
  }
}
