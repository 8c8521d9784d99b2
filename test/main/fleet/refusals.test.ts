import { expect, test, vi } from 'vitest'
import { noteRefusals } from '#main/fleet/refusals.ts'
import { type Fact, factSchema } from '#src/journal/entry.ts'
import { ok } from '#src/result.ts'

test('a refusal is a note of the journal, however long its reason is', async () => {
  const facts: Fact[] = []
  const record = async (fact: Fact) => {
    facts.push(fact)
    return ok({ seq: 1, at: 1, fact })
  }
  const onWritten = vi.fn()
  noteRefusals({ ledger: { record }, onWritten })('fleet-rate')(`usd-kzt: ${'x'.repeat(1000)}`)
  await vi.waitFor(() => expect(onWritten).toHaveBeenCalledOnce())
  expect(factSchema.parse(facts[0])).toEqual({
    ...{ type: 'noted', what: 'fleet-rate', by: null },
    detail: `refused: usd-kzt: ${'x'.repeat(400 - 'refused: usd-kzt: '.length)}`,
  })
})
