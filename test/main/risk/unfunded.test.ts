import { expect, it } from 'vitest'
import { unfundedOf } from '#main/risk/unfunded.ts'
import type { Hex } from '#src/payment/hex.ts'
import { must } from '../../fakes/wires.ts'
import { addressOfCard, type GateTill, openGate } from '../station/gate.ts'

async function paid({ tap }: GateTill): Promise<Hex> {
  const { fact } = must(await tap(1)).entry
  return fact.type === 'accepted' ? fact.payment.authorization.nonce : expect.fail('not paid')
}

/** Ids of what the card has not paid for want of money. */
const listed = ({ ledger }: GateTill, n: number) => unfundedOf(ledger, addressOfCard(n)).map(({ id }) => id)

it('a card is on the local list from its refusal on, and off it when that is paid', async () => {
  const gate = await openGate()
  const { ledger } = gate
  const id = await paid(gate)
  expect(listed(gate, 1)).toEqual([])
  must(await ledger.record({ type: 'refused', refusals: [{ id, code: 'PAYER_NO_FUNDS' }] }))
  expect([listed(gate, 1), listed(gate, 2)]).toEqual([[id], []])
  const proof = { txHash: id, blockHash: id, blockNumber: 1, logIndex: 0 }
  must(await ledger.record({ type: 'confirmed', proofs: [{ id, proof }] }))
  expect(listed(gate, 1)).toEqual([])
})

it('a refusal for another reason is not its fault', async () => {
  const gate = await openGate()
  const { ledger } = gate
  const id = await paid(gate)
  must(await ledger.record({ type: 'refused', refusals: [{ id, code: 'TOKEN_PAUSED' }] }))
  expect(listed(gate, 1)).toEqual([])
})
