import { paymentsOf } from '#simulator/kiosk-facts.ts'
import { until } from '#simulator/until.ts'
import type { Payment } from '#src/payment/record.ts'
import type { Stage } from './stage.ts'

/** A payment that rests after a refusal is tried again within half a minute at first. */
const CALM_MS = 180_000

/** Which payments can never be paid now: their payers have no money for them. */
export async function unpayable({ world }: Stage, payments: readonly Payment[]): Promise<Payment[]> {
  const open = payments.filter(({ state }) => state !== 'settled')
  const balances = new Map<string, bigint>()
  for (const { authorization } of open)
    if (!balances.has(authorization.from))
      balances.set(authorization.from, await world.token.balanceOf(authorization.from))
  return open.filter(
    ({ authorization: { from, value }, state }) =>
      (balances.get(from) ?? 0n) < value && state !== 'confirmed' && state !== 'submitted',
  )
}

/**
 * With everything in order again, waits until every payment is final: settled, or unpayable and the
 * terminal knows it. Gives back those that did not become so, as a sentence each.
 */
export async function waitUntilFinal(stage: Stage): Promise<string[]> {
  let open: Payment[] = []
  const final = async (): Promise<true | undefined> => {
    await stage.world.chain.mine(1)
    const payments = await paymentsOf(stage.kiosk.page)
    const hopeless = new Set(await unpayable(stage, payments))
    open = payments.filter((p) => p.state !== 'settled' && (!hopeless.has(p) || p.state === 'accepted'))
    return open.length === 0 || undefined
  }
  try {
    await until('every payment is final', final, { timeoutMs: CALM_MS, everyMs: 250 })
    return []
  } catch {
    return open.map(({ receipt, state, refusal }) => `${receipt} is still ${state} ${refusal ?? ''}`.trim())
  }
}
