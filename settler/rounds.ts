import type { Settlement } from '#main/settlement/settlement.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { isDue } from '#src/payment/states.ts'
import { ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { LaneState } from './lane-state.ts'

export interface RoundsParts {
  readonly state: Pick<LaneState, 'open'>
  readonly settlement: Pick<Settlement, 'prepare' | 'broadcast' | 'follow'>
  readonly clock: Clock
  /** Payments of a transaction that does not wait for more. */
  readonly batchSize: number
  /** How long a payment waits for company. */
  readonly waitMs: number
  /** How long before its end a payment waits for nobody. */
  readonly alarmMs: number
}

/** What a refused payment waits until it is tried again: ever longer. */
const FIRST_MS = 5 * 60_000
const LONGEST_MS = 3_600_000

export interface Rounds {
  /** Sends what it is time for, and looks after what is on its way. */
  round(): Promise<Result<undefined>>
}

export function createRounds({ state, settlement, clock, batchSize, waitMs, alarmMs }: RoundsParts): Rounds {
  /** Since when a payment waits here. A start forgets it, and then it waits anew. */
  let since = new Map<Hex, number>()
  const refused = new Map<Hex, { readonly at: number; readonly wait: number }>()

  const mayBeTried = ({ id, state: stands }: Payment): boolean => {
    const last = refused.get(id)
    // A clock that was set back must not make it wait for ever.
    return stands === 'accepted' || last === undefined || Math.abs(clock.now() - last.at) >= last.wait
  }

  function due(): Payment[] {
    const now = [...state.open()].filter((payment) => isDue(payment.state) && mayBeTried(payment))
    since = new Map(now.map(({ id }) => [id, since.get(id) ?? clock.now()]))
    return now.sort((a, b) => a.authorization.validBefore - b.authorization.validBefore)
  }

  const isTime = (payments: readonly Payment[]): boolean =>
    payments.length >= batchSize ||
    payments.some(
      ({ id, authorization }) =>
        Math.abs(clock.now() - (since.get(id) ?? 0)) >= waitMs ||
        authorization.validBefore * 1000 - clock.now() < alarmMs,
    )

  function note(payments: readonly Payment[]): void {
    for (const { id } of payments) {
      const wait = Math.min(2 * (refused.get(id)?.wait ?? FIRST_MS / 2), LONGEST_MS)
      refused.set(id, { at: clock.now(), wait })
    }
  }

  async function send(): Promise<Result<undefined>> {
    for (;;) {
      const payments = due()
      if (!isTime(payments)) return ok()
      const batch = payments.slice(0, batchSize)
      const prepared = await settlement.prepare(batch.map(({ id }) => id))
      if (!prepared.ok) return prepared
      const { hash, entries } = prepared.value
      const gone = new Set(
        entries.flatMap(({ fact }) => (fact.type === 'submitted' ? fact.batch.payments : [])),
      )
      for (const id of gone) refused.delete(id)
      // What was left out was refused, or waits for a reason that a moment may mend.
      note(batch.filter(({ id }) => !gone.has(id)))
      if (hash === null) return ok()
      const sent = await settlement.broadcast(hash)
      if (!sent.ok) return sent
    }
  }

  return {
    async round() {
      const sent = await send()
      const followed = await settlement.follow()
      if (!followed.ok) return followed
      const open = new Set([...state.open()].map(({ id }) => id))
      for (const id of refused.keys()) if (!open.has(id)) refused.delete(id)
      return sent
    },
  }
}
