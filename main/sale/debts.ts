import type { SettlementChain } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import { isDue } from '#src/payment/states.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { debtOf } from '#src/sale/debt.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { unfundedOf } from '../risk/unfunded.ts'
import type { Settlement } from '../settlement/settlement.ts'

/** What a card owes, paid while its owner waits. */
export interface Debts {
  /**
   * Sends the card's refused payments, when the chain has the money for them and for `units` more. Nothing new is
   * signed for what is owed: the authorization of then is what settles, and the token performs it once at most. Done
   * when the chain has them, or when they are on their way and it takes long. CARD_NO_FUNDS says what is missing;
   * anything else is why they cannot be sent now.
   */
  settle(card: Address, units: bigint): Promise<Result<undefined>>
}

export interface DebtsParts {
  readonly ledger: Pick<Ledger, 'riders' | 'exposure' | 'payment'>
  readonly chain: Pick<SettlementChain, 'tokenBalance'>
  readonly settlement: Pick<Settlement, 'prepare' | 'broadcast' | 'follow'>
  readonly clock: Clock
}

/** How long somebody waits for a block; what is on its way by then is followed as any other. */
const BLOCK_MS = 4000
const LOOK_MS = 500

export function createDebts({ ledger, chain, settlement, clock }: DebtsParts): Debts {
  const stateOf = (id: Hex) => ledger.payment(id)?.state
  const unsent = (ids: readonly Hex[]) => ids.filter((id) => isDue(stateOf(id) ?? 'settled'))

  async function send(ids: readonly Hex[]): Promise<Result<undefined>> {
    while (unsent(ids).length > 0) {
      const prepared = await settlement.prepare(unsent(ids))
      if (!prepared.ok) return prepared
      const { hash, entries } = prepared.value
      // The chain has said why not; or nothing was tried, as somebody is about to take it back.
      if (hash === null) return entries.length === 0 && unsent(ids).length > 0 ? fail('TERMINAL_BUSY') : ok()
      // In the journal already: where this fails, whoever follows it sends the same bytes again.
      await settlement.broadcast(hash)
    }
    return ok()
  }

  async function seeMined(ids: readonly Hex[]): Promise<void> {
    let isOver = false
    const patience = pause(clock, BLOCK_MS).then(() => {
      isOver = true
    })
    async function look(): Promise<void> {
      while (!isOver && ids.some((id) => stateOf(id) === 'submitted')) {
        await settlement.follow()
        if (ids.some((id) => stateOf(id) === 'submitted')) await pause(clock, LOOK_MS)
      }
    }
    await Promise.race([look(), patience])
  }

  /** Why one of them did not go: the chain's last word. */
  function refusalOf(card: Address, id: Hex): Result<undefined> {
    const code = ledger.payment(id)?.refusal ?? 'INTERNAL'
    return code === 'PAYER_NO_FUNDS' ? lacks(card) : fail(code)
  }

  function lacks(card: Address, missing?: bigint): Result<undefined> {
    const debt = debtOf(unfundedOf(ledger, card))
    const error = { code: 'CARD_NO_FUNDS', ...(debt && { debt }), ...(missing && { missing }) } as const
    return { ok: false, error }
  }

  return {
    async settle(card, units) {
      if (unfundedOf(ledger, card).length === 0) return ok()
      // What is mined already is not held against it twice.
      if (ledger.exposure.of(card).moving > 0n) await settlement.follow()
      const balance = await chain.tokenBalance(card)
      if (!balance.ok) return balance
      const { due, moving } = ledger.exposure.of(card)
      const missing = units + due + moving - balance.value
      if (missing > 0n) return lacks(card, missing)
      const ids = unfundedOf(ledger, card).map(({ id }) => id)
      const sent = await send(ids)
      if (!sent.ok) return sent
      await seeMined(ids)
      const [left] = unsent(ids)
      return left ? refusalOf(card, left) : ok()
    },
  }
}
