import { z } from 'zod'

/** A bigint in memory and in IndexedDB, a decimal string in JSON: both are read. */
export const unitsSchema = z.union([
  z.bigint().nonnegative(),
  z
    .string()
    .regex(/^\d{1,78}$/)
    .transform(BigInt), // uint256 has 78 digits
])
