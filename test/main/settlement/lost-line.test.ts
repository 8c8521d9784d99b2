import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { segmentPath } from '#main/journal/segments.ts'
import { acceptedPayment } from '../../fakes/accepted.ts'
import { fakeChain } from '../../fakes/chain.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { CONFIRMATIONS, openTill, REBROADCAST_WAIT_MS } from './till.ts'

/** One bit of the journal's first line of this type is no longer what it was. */
function damageLine(dir: string, type: string): void {
  const path = segmentPath(dir, 1)
  const bytes = readFileSync(path)
  const position = bytes.indexOf(`"type":"${type}"`) + 10
  bytes.writeUInt8(bytes.readUInt8(position) ^ 1, position)
  writeFileSync(path, bytes)
}

it('settles a payment whose batch was lost with its line of the journal', async () => {
  const dir = join(emptyFolder(), 'ledger')
  const payment = acceptedPayment(1)
  const chain = fakeChain()
  chain.fund(payment.authorization.from, payment.authorization.value)
  // Given a payment whose batch was mined and then reorganised away
  const before = await openTill(dir, chain)
  await before.accept(payment)
  await before.round()
  chain.mine()
  await before.settlement.follow()
  chain.reorganise(1)
  await before.settlement.follow()
  expect(before.stateOf(payment)).toBe('submitted')
  await before.close()
  // When the line with the batch is damaged
  damageLine(dir, 'submitted')
  const after = await openTill(dir, chain)
  onTestFinished(after.close)
  expect(after.payment(payment)).toMatchObject({ state: 'submitted', batch: null })
  // Then it is signed anew and paid once
  for (let i = 0; i < 4; i += 1) {
    await after.round()
    chain.mine(CONFIRMATIONS)
    await after.clock.advance(REBROADCAST_WAIT_MS)
  }
  expect(after.stateOf(payment)).toBe('settled')
  expect(chain.timesPaid(payment)).toBe(1)
})
