import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import type { Fact } from '#src/journal/entry.ts'
import { acceptedPayment, account, id } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'

async function open(dir: string): Promise<Ledger> {
  const opened = await openLedger(dir, {
    clock: fakeClock(),
    randomBytes: (n) => new Uint8Array(n).fill(7),
    log: () => undefined,
  })
  if (!opened.ok) throw new Error(opened.error.detail)
  onTestFinished(opened.value.close)
  return opened.value
}

const newDir = () => join(emptyFolder(), 'ledger')
const payment = acceptedPayment(1, { value: 250n })
const accepted: Fact = { type: 'accepted', payment }
const submitted: Fact = {
  type: 'submitted',
  batch: {
    hash: id(0xba7c4),
    raw: '0x02',
    account: account(9),
    accountNonce: 0,
    payments: [id(1)],
    signedAtBlock: 5,
  },
}
const proof = { txHash: id(0xba7c4), blockHash: id(0xb10c), blockNumber: 6, logIndex: 0 }
const confirmed: Fact = { type: 'confirmed', proofs: [{ id: id(1), proof }] }
const settled: Fact = { type: 'settled', ids: [id(1)] }

describe('a ledger', () => {
  it('follows a payment from the tap to its last block', async () => {
    const ledger = await open(newDir())
    await ledger.record(accepted)
    expect(ledger.payment(id(1))).toMatchObject({ state: 'accepted', batch: null, proof: null })
    expect(ledger.onTheirWay()).toEqual([])

    await ledger.record(submitted)
    expect(ledger.onTheirWay().map((each) => each.state)).toEqual(['submitted'])
    expect(ledger.batch(id(0xba7c4))).toMatchObject({ raw: '0x02' })

    await ledger.record(confirmed)
    expect(ledger.payment(id(1))).toMatchObject({ state: 'confirmed', proof })
    expect(ledger.summary().waitingUnits).toBe(250n)

    await ledger.record(settled)
    expect(ledger.onTheirWay()).toEqual([])
    expect(ledger.summary()).toMatchObject({ waitingUnits: 0n, lastReceiptNumber: 1 })
  })

  it('keeps the bytes of a batch until the last payment in it is final', async () => {
    const ledger = await open(newDir())
    const both: Fact = { ...submitted, batch: { ...submitted.batch, payments: [id(1), id(2)] } }
    const facts: Fact[] = [
      accepted,
      { type: 'accepted', payment: acceptedPayment(2) },
      both,
      { type: 'confirmed', proofs: [1, 2].map((n) => ({ id: id(n), proof })) },
      settled,
    ]
    for (const fact of facts) await ledger.record(fact)
    expect(ledger.batch(id(0xba7c4))).toMatchObject({ raw: '0x02' })

    await ledger.record({ type: 'settled', ids: [id(2)] })
    expect(ledger.batch(id(0xba7c4))).toBeUndefined()
  })

  it('adds up to the same when it is opened again', async () => {
    const dir = newDir()
    const before = await open(dir)
    for (const fact of [accepted, { type: 'accepted', payment: acceptedPayment(2) } as const, submitted])
      await before.record(fact)
    await before.close()

    const after = await open(dir)
    expect([1, 2].map((n) => after.payment(id(n)))).toEqual([1, 2].map((n) => before.payment(id(n))))
    expect(after.summary()).toEqual(before.summary())
    expect(after.onTheirWay()).toEqual(before.onTheirWay())
    expect(after.batch(id(0xba7c4))).toEqual(before.batch(id(0xba7c4)))
  })

  it.each([
    ['a payment accepted before', [accepted], accepted],
    ['a step that is not legal from where the payment stands', [accepted], settled],
    ['a step of a payment that nobody knows', [], settled],
    ['the first line of a journal', [], { type: 'opened', ledgerId: id(1), epoch: id(2) } as const],
  ])('does not write down %s', async (_case, before, fact) => {
    const ledger = await open(newDir())
    for (const earlier of before) await ledger.record(earlier)
    const seq = ledger.journal.seq()
    expect(await ledger.record(fact)).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
    expect(ledger.journal.seq()).toBe(seq)
  })

  it('does not write the same fact twice when it comes twice at once', async () => {
    const ledger = await open(newDir())
    const written = await Promise.all([ledger.record(accepted), ledger.record(accepted)])
    expect(written.map(({ ok }) => ok)).toEqual([true, false])
    expect(ledger.journal.seq()).toBe(2)
  })

  it('lets nothing take effect that the disk refused', async () => {
    const ledger = await open(newDir())
    await ledger.close()
    expect(await ledger.record(accepted)).toMatchObject({
      ok: false,
      error: { code: 'JOURNAL_WRITE_FAILED' },
    })
    expect(ledger.payment(id(1))).toBeUndefined()
    expect(ledger.summary().lastReceiptNumber).toBe(0)
  })
})
