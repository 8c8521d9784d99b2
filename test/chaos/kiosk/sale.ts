import { setTimeout as pause } from 'node:timers/promises'
import type { Kills } from './kills.ts'
import type { Moments } from './moments.ts'
import type { PlannedSale } from './plan.ts'
import type { Look } from './screen.ts'
import type { Stage } from './stage.ts'
import type { Witness } from './witness.ts'

export interface SaleParts {
  readonly stage: Stage
  readonly kills: Kills
  readonly moments: Moments
  readonly witness: Witness
  readonly round: number
}

/** `interrupted`: the page or the terminal was killed before it said how the sale ended. */
export type SaleEnd = 'paid' | 'declined' | 'given-up' | 'interrupted' | 'stuck'

/** With a dead reader no card is found: then the cashier cancels. */
const PATIENCE_MS = 6_000
/** No screen may stand still for longer than this, whatever happens around it. */
const STUCK_MS = 30_000
/** A card that was not noticed is laid down anew. */
const TAP_AGAIN_MS = 800
const EVERY_MS = 15

/** Without a reader a sale waits for who pays by a code, which nobody here does. */
const WAITS = /^(Hold the card|Scan the code)/

const UNITS_PER_CENT = 10_000n
/** After these the screen does not promise that nothing was stored. */
const UNCERTAIN = new Set(['INTERNAL', 'QUEUE_WRITE_FAILED'])

/** One sale from the keypad to its end, as a cashier and a customer would do it. */
export async function sell(sale: PlannedSale, parts: SaleParts): Promise<SaleEnd> {
  const { stage, kills, witness } = parts
  kills.pageDied()
  if (!(await reachCounter(parts))) return kills.treeIsDead ? 'interrupted' : 'stuck'
  const before = await stage.screen.lastReceipt()
  await charge(sale, stage)
  const last = await leadToItsEnd(sale, parts)
  // A customer whose screen went dark goes on holding the card: it may still sign.
  if (last !== 'interrupted') stage.devices.reader.remove()
  if (typeof last === 'string') return last
  if (last.screen === 'paid') {
    witness.promised.push({
      receipt: last.receipt ?? 'a receipt without a number',
      units: BigInt(sale.cents) * UNITS_PER_CENT,
      card: sale.card,
      round: parts.round,
    })
    parts.moments.reached('seen')
    return 'paid'
  }
  const after = await stage.screen.lastReceipt()
  if (before !== undefined && after !== undefined && after > before && !UNCERTAIN.has(last.code ?? ''))
    witness.complaints.push(`"Not paid" (${last.code}), and receipt ${after} is in the journal`)
  count(witness, last.code ?? last.heading)
  return 'declined'
}

const amountOf = ({ cents }: PlannedSale): string =>
  `${Math.floor(cents / 100)}.${(cents % 100).toString().padStart(2, '0')}`

async function charge(sale: PlannedSale, { screen }: Stage): Promise<void> {
  // What stands there of an earlier sale gives way to the first digit.
  await screen.type(String(sale.cents))
  await screen.press(`Charge ${amountOf(sale)} USDC`)
}

/** Watches the screen until it says how the sale ended. */
async function leadToItsEnd(sale: PlannedSale, parts: SaleParts): Promise<Look | SaleEnd> {
  const { stage, kills, moments } = parts
  const { screen, devices } = stage
  const start = performance.now()
  let tappedAt: number | undefined
  for (;;) {
    if (kills.treeIsDead || kills.pageDied()) return 'interrupted'
    const now = performance.now()
    const look = await screen.look()
    if (look?.screen === 'paid' || look?.screen === 'declined') return look
    if (now - start > STUCK_MS) return tellStuck(parts, look)
    // A charge that was pressed while the page was not looking: once more.
    if (look?.screen === 'counter') await charge(sale, stage)
    if (look?.screen === 'tap' && WAITS.test(look.heading)) {
      if (now - start > PATIENCE_MS && (await screen.press('Cancel'))) return 'given-up'
      if (tappedAt === undefined) moments.reached('charged')
      if (tappedAt === undefined || now - tappedAt > TAP_AGAIN_MS) {
        devices.reader.remove()
        devices.reader.tap(sale.card)
        tappedAt = now
      }
    }
    await pause(EVERY_MS)
  }
}

/** Back to the keypad from wherever the screen is. */
export async function reachCounter(parts: SaleParts): Promise<boolean> {
  const { stage, kills } = parts
  const start = performance.now()
  while (!kills.treeIsDead) {
    const look = await stage.screen.look()
    if (look?.screen === 'counter') return true
    if (performance.now() - start > STUCK_MS) {
      tellStuck(parts, look)
      return false
    }
    const way = look?.buttons.find((name) => ['New sale', 'Back', 'Cancel'].includes(name))
    if (way) await stage.screen.press(way)
    else await pause(EVERY_MS)
  }
  return false
}

function tellStuck({ witness, round }: SaleParts, look: Look | undefined): 'stuck' {
  witness.complaints.push(
    `round ${round}: the screen stood still for ${STUCK_MS} ms: ${JSON.stringify(look)}`,
  )
  return 'stuck'
}

export function count({ endings }: Witness, ending: string): void {
  endings.set(ending, (endings.get(ending) ?? 0) + 1)
}
