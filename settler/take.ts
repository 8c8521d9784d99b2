import { isFor, type Merchant } from '#main/sale/adopt.ts'
import type { SettlementLedger } from '#main/settlement/deps.ts'
import type { Uplinked } from '#src/fleet/entry.ts'
import { type FleetTerminal, terminalText } from '#src/fleet/names.ts'
import type { RecallAnswer } from '#src/fleet/outcome.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { isDue } from '#src/payment/states.ts'
import { ok, type Result } from '#src/result.ts'
import { tillItself } from '#src/staff/till-itself.ts'
import type { LaneState } from './lane-state.ts'
import type { Told } from './outcomes.ts'
import { recalledFact } from './taken-back.ts'

export interface TakeParts {
  readonly ledger: Pick<SettlementLedger, 'record' | 'payment'>
  readonly state: Pick<LaneState, 'whose' | 'isRecalled' | 'isLetGo'>
  /** In which token, and to whom, this settler settles. */
  readonly merchants: readonly Merchant[]
  /** Resolves when the stream has it. */
  readonly tell: (told: Told) => Promise<void>
}

/**
 * What an entry of a terminal's journal means to its lane. When it resolves well, the message need not come again.
 * A payment that a terminal has reopened was parked for it by a refusal, and so its own again: it settles it, and were
 * the lane to send it too the token would pay it once.
 */
export async function takeEntry(
  parts: TakeParts,
  { entry: { fact } }: Pick<Uplinked, 'entry'>,
  from: FleetTerminal,
): Promise<Result<undefined>> {
  if (fact.type === 'accepted') return takePayment(parts, fact.payment, terminalText(from))
  if (fact.type !== 'voided') return ok()
  const released = await release(parts, fact.id, from)
  return released.ok ? ok() : released
}

async function takePayment(
  { ledger, state, merchants, tell }: TakeParts,
  payment: AcceptedPayment,
  terminal: string,
): Promise<Result<undefined>> {
  const id = payment.authorization.nonce
  if (state.isRecalled(id, terminal)) return ok()
  const known = state.whose(id)
  if (known?.terminal === terminal && known.payer === payment.authorization.from) return ok()
  const isOurs = merchants.some((merchant) => isFor(payment, merchant))
  if (known === undefined && isOurs) {
    const written = await ledger.record({ type: 'rescued', payment, terminalId: terminal })
    return written.ok || isOvertaken(written) ? ok() : written
  }
  const code = isOurs ? 'FLEET_ID_TAKEN' : 'RESCUE_OTHER_MERCHANT'
  const messageId = `declined ${id} ${payment.authorization.from} ${terminal}`
  await tell({ terminal, messageId, outcome: { type: 'declined', ids: [id], code } })
  return ok()
}

/** Another fact came first: what this one says is not so any more. */
const isOvertaken = (written: Result<unknown>): boolean => !written.ok && written.error.code === 'INTERNAL'

/** Lets go of a payment for good, unless a transaction may pay it; only its own terminal may ask that. */
export async function release(
  { ledger, state }: Pick<TakeParts, 'ledger' | 'state'>,
  id: Hex,
  from: FleetTerminal,
): Promise<Result<RecallAnswer['answer']>> {
  const terminal = terminalText(from)
  const isHere = () => state.whose(id)?.terminal === terminal
  if (!isHere()) {
    const noted = await noteRecall({ ledger, state }, id, terminal)
    // It may have been on its way into the lane: what was written before the note is here now, and nothing comes behind it.
    if (!noted.ok || !isHere()) return noted.ok ? ok('unknown') : noted
  }
  if (state.isLetGo(id)) return ok('released')
  if (!mayLetGo(ledger, id)) return ok('taken')
  const written = await ledger.record(letGoFact(id, from.terminal))
  if (written.ok) return ok('released')
  return isOvertaken(written) ? ok('taken') : written
}

/** The lane never sends it. `by`: whoever has asked for that. */
export const letGoFact = (id: Hex, by: string): Fact => ({
  type: 'voided',
  ...{ id, by: tillItself(by), cancellation: null },
})

const mayLetGo = (ledger: TakeParts['ledger'], id: Hex): boolean => {
  const state = ledger.payment(id)?.state
  return state !== undefined && (isDue(state) || state === 'parked')
}

/** It may still be on its way here: when it comes it must not be sent. */
async function noteRecall(
  { ledger, state }: Pick<TakeParts, 'ledger' | 'state'>,
  id: Hex,
  terminal: string,
): Promise<Result<undefined>> {
  if (state.isRecalled(id, terminal)) return ok()
  const written = await ledger.record(recalledFact(id, terminal))
  return written.ok ? ok() : written
}
