import type { Fleet } from '#main/fleet/fleet.ts'
import type { Ledger } from '#main/ledger/ledger.ts'
import { everyPaymentId } from '#main/rescue/waiting.ts'
import type { Settlement } from '#main/settlement/settlement.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { isDue } from '#src/payment/states.ts'

export interface SettlingLoopParts {
  readonly ledger: Ledger
  readonly settlement: Settlement
  readonly isHeld: Fleet['isHeld']
  /** From one look at the chain to the next. */
  readonly everyMs: number
  readonly onSettled: (id: Hex) => void
}

export interface SettlingLoop {
  /** Another payment to look after. */
  add(id: Hex): void
  /** How many are neither settled nor voided yet. */
  waiting(): number
  stop(): Promise<void>
}

const isOver = (state: Payment['state'] | undefined): boolean => state === 'settled' || state === 'voided'

/** From one look at the journal's payments to the next. */
const LOOK_MS = 1000

/** What the page's loop does, without a page: sends what is due and nobody else's, and follows it. */
export async function settleOverAndOver(parts: SettlingLoopParts): Promise<SettlingLoop> {
  const { ledger, settlement, isHeld, everyMs, onSettled } = parts
  const stateOf = (id: Hex) => ledger.payment(id)?.state
  const open = new Set((await everyPaymentId(ledger)).filter((id) => !isOver(stateOf(id))))
  let isStopped = false
  let wake = (): void => undefined

  function dueNow(): Hex[] {
    const due: Hex[] = []
    for (const id of open) {
      const state = stateOf(id)
      if (isOver(state)) {
        open.delete(id)
        if (state === 'settled') onSettled(id)
      } else if (state !== undefined && isDue(state) && !isHeld(id)) due.push(id)
    }
    return due
  }

  async function round(due: readonly Hex[]): Promise<void> {
    const prepared = due.length > 0 ? await settlement.prepare(due.slice(0, 100)) : undefined
    if (prepared?.ok && prepared.value.hash) await settlement.broadcast(prepared.value.hash)
    await settlement.follow()
  }

  const ended = (async () => {
    for (let next = 0; !isStopped; ) {
      const due = dueNow()
      if (performance.now() >= next) {
        await round(due)
        next = performance.now() + everyMs
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(everyMs, LOOK_MS))
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    add: (id) => void open.add(id),
    waiting: () => open.size,
    async stop() {
      isStopped = true
      wake()
      await ended
    },
  }
}
