import type { Verdict } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Authorization } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'

/** What holds while a block is made: each block keeps its own, so that history can be run again. */
export interface Conditions {
  /** Unix seconds. */
  readonly timestamp: number
  readonly paused: boolean
  readonly blocked: ReadonlySet<Address>
  /** What each account was ever given, before its transfers. */
  readonly funds: ReadonlyMap<Address, bigint>
}

/** A token that keeps EIP-3009's rule: an authorization moves money once, or is cancelled, for ever. */
export interface FakeToken {
  /** Moves the money, or says why not and changes nothing. */
  transfer(authorization: Authorization, conditions: Conditions): Verdict | undefined
  /** A plain transfer; false when the token would not do it. */
  move(transfer: { from: Address; to: Address; value: bigint }, conditions: Conditions): boolean
  /** False when the authorization was used before. */
  cancel(authorization: Authorization): boolean
  balanceOf(account: Address, conditions: Conditions): bigint
}

/**
 * Checks in the order of FiatTokenV2_2: pause and block list, the time window, the nonce, the
 * balance. One that `forgets` what was used breaks the rule, for tests of the tests.
 */
export function fakeToken(forgets = false): FakeToken {
  const moved = new Map<Address, bigint>()
  const used = new Set<string>()
  const keyOf = ({ from, nonce }: { from: Address; nonce: Hex }) => `${from} ${nonce}`
  const add = (account: Address, units: bigint) => moved.set(account, (moved.get(account) ?? 0n) + units)
  const balanceOf = (account: Address, { funds }: Conditions) =>
    (funds.get(account) ?? 0n) + (moved.get(account) ?? 0n)

  function objection(authorization: Authorization, conditions: Conditions): Verdict | undefined {
    const { from, to, value, validAfter, validBefore } = authorization
    const { timestamp, paused, blocked } = conditions
    if (paused) return 'TOKEN_PAUSED'
    if (blocked.has(from) || blocked.has(to)) return 'ACCOUNT_BLOCKED'
    if (timestamp <= validAfter) return 'AUTHORIZATION_NOT_YET_VALID'
    if (timestamp >= validBefore) return 'AUTHORIZATION_EXPIRED'
    if (!forgets && used.has(keyOf(authorization))) return 'AUTHORIZATION_SPENT'
    return balanceOf(from, conditions) < value ? 'PAYER_NO_FUNDS' : undefined
  }

  return {
    balanceOf,
    transfer(authorization, conditions) {
      const verdict = objection(authorization, conditions)
      if (verdict) return verdict
      used.add(keyOf(authorization))
      add(authorization.from, -authorization.value)
      add(authorization.to, authorization.value)
      return undefined
    },
    move({ from, to, value }, conditions) {
      const { paused, blocked } = conditions
      if (paused || blocked.has(from) || blocked.has(to)) return false
      if (balanceOf(from, conditions) < value) return false
      add(from, -value)
      add(to, value)
      return true
    },
    cancel(authorization) {
      const isNew = !used.has(keyOf(authorization))
      used.add(keyOf(authorization))
      return isNew
    },
  }
}
