import { paymentsOf } from '#simulator/kiosk-facts.ts'
import { until } from '#simulator/until.ts'
import type { Address } from '#src/payment/address.ts'
import { storedRows } from '../../e2e/stock.ts'
import { readPaper } from './paper.ts'
import { type Evidence, reconcile, type Verdict } from './reconcile.ts'
import type { Stage } from './stage.ts'
import type { Witness } from './witness.ts'

/** Reads all books of a terminal that runs, and whose page was not killed since it was started. */
async function readBooks({ world, devices, kiosk }: Stage, { promised }: Witness): Promise<Evidence> {
  const paidBefore = await world.paidOnChain()
  const addressOf = (card: (typeof promised)[number]['card']): Address =>
    world.cards.get(card)?.address ?? '0x'
  const payments = await paymentsOf(kiosk.page)
  const rows = await storedRows(kiosk.page)
  return {
    ...{ paidBefore, payments, rows },
    paid: await world.paidOnChain(),
    shown: promised.map(({ receipt, units, card }) => ({ receipt, units, payer: addressOf(card) })),
    papers: devices.papers().flatMap(readPaper),
  }
}

export interface Reading extends Verdict {
  readonly evidence: Evidence
}

const AGREE_MS = 10_000

/**
 * Compares the books. While payments move, one may be read before and another after a step: only
 * what stays so for a while is a finding.
 */
export async function compareBooks(stage: Stage, witness: Witness): Promise<Reading> {
  let last: Reading | undefined
  const agree = async (): Promise<Reading | undefined> => {
    const evidence = await readBooks(stage, witness)
    last = { ...reconcile(evidence), evidence }
    const found = last.lost.length + last.doubled.length + last.disagreements.length
    return found === 0 ? last : undefined
  }
  return until('the books agree', agree, { timeoutMs: AGREE_MS, everyMs: 200 }).catch((error: unknown) => {
    if (last) return last
    throw error
  })
}
