import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { openTill, type Till } from './till.ts'

export interface Shop {
  readonly chain: FakeChain
  readonly till: Till
}

/** A till with these payments, whose payers all have what they signed for. */
export async function shopWith(...payments: AcceptedPayment[]): Promise<Shop> {
  const chain = fakeChain()
  for (const { authorization } of payments) chain.fund(authorization.from, authorization.value)
  return shopOn(chain, ...payments)
}

export async function shopOn(chain: FakeChain, ...payments: AcceptedPayment[]): Promise<Shop> {
  const till = await openTill(join(emptyFolder(), 'journal'), chain)
  onTestFinished(till.close)
  await till.accept(...payments)
  return { chain, till }
}

/** Signs and sends what is due, and gives the batch's hash. */
export async function submitted(till: Till) {
  const prepared = await till.settlement.prepare(till.due())
  if (!prepared.ok || !prepared.value.hash) throw new Error('nothing was signed')
  await till.settlement.broadcast(prepared.value.hash)
  return prepared.value.hash
}

export const statesOf = (till: Till, payments: AcceptedPayment[]) => payments.map(till.stateOf)
