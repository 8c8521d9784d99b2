import { expect, it } from 'vitest'
import { isUnfunded } from '#main/risk/unfunded.ts'
import type { Hex } from '#src/payment/hex.ts'
import { must } from '../../fakes/wires.ts'
import { addressOfCard, type GateTill, openGate } from '../station/gate.ts'

async function paid({ tap }: GateTill): Promise<Hex> {
  const { fact } = must(await tap(1)).entry
  return fact.type === 'accepted' ? fact.payment.authorization.nonce : expect.fail('not paid')
}

it('a card is on the local list from its refusal on, and off it when that is paid', async () => {
  const gate = await openGate()
  const { ledger } = gate
  const card = addressOfCard(1)
  const id = await paid(gate)
  expect(isUnfunded(ledger, card)).toBe(false)
  must(await ledger.record({ type: 'refused', refusals: [{ id, code: 'PAYER_NO_FUNDS' }] }))
  expect([isUnfunded(ledger, card), isUnfunded(ledger, addressOfCard(2))]).toEqual([true, false])
  const proof = { txHash: id, blockHash: id, blockNumber: 1, logIndex: 0 }
  must(await ledger.record({ type: 'confirmed', proofs: [{ id, proof }] }))
  expect(isUnfunded(ledger, card)).toBe(false)
})

it('a refusal for another reason is not its fault', async () => {
  const gate = await openGate()
  const { ledger } = gate
  const id = await paid(gate)
  must(await ledger.record({ type: 'refused', refusals: [{ id, code: 'TOKEN_PAUSED' }] }))
  expect(isUnfunded(ledger, addressOfCard(1))).toBe(false)
})
