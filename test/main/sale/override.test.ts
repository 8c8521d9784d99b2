import { expect, it } from 'vitest'
import { overrideDecline } from '#main/sale/override.ts'
import type { Fact } from '#src/journal/entry.ts'
import { fail, ok } from '#src/result.ts'

const AIGUL = { id: 'aigul', name: 'Aigul' }
const MARAT = { id: 'marat', name: 'Marat' }
const ASKED = { saleId: 'a', reason: 'known-customer', approvalPin: '4711' } as const

function counter(isDeclined = true, isWritten = true) {
  const facts: Fact[] = []
  const overrides: unknown[] = []
  const parts: Parameters<typeof overrideDecline>[0] = {
    desk: {
      declined: () => (isDeclined ? { code: 'RISK_FLOOR', receipt: '001-000001' } : undefined),
      override(saleId, override) {
        overrides.push([saleId, override])
        return ok()
      },
    },
    staff: {
      authorise: async (right, pin) =>
        right === 'override-risk' && pin === '4711'
          ? ok({ by: AIGUL, approvedBy: MARAT })
          : fail('STAFF_FORBIDDEN'),
    },
    ledger: {
      async record(fact) {
        if (!isWritten) return fail('JOURNAL_WRITE_FAILED')
        facts.push(fact)
        return ok({ seq: 1, at: 0, fact })
      },
    },
  }
  return { parts, facts, overrides }
}

it('writes down who allowed it, for which code and why, and lets the sale go on', async () => {
  const { parts, facts, overrides } = counter()
  expect(await overrideDecline(parts, ASKED)).toEqual(ok())
  const detail = '001-000001 RISK_FLOOR known-customer marat'
  expect(facts).toEqual([{ type: 'noted', what: 'risk-overridden', by: AIGUL, detail }])
  expect(overrides).toEqual([['a', { by: MARAT, reason: 'known-customer' }]])
})

it('allows nothing without the right, without a decline, or unwritten', async () => {
  const forbidden = counter()
  expect(await overrideDecline(forbidden.parts, { ...ASKED, approvalPin: undefined })).toEqual(
    fail('STAFF_FORBIDDEN'),
  )
  const sold = counter(false)
  expect(await overrideDecline(sold.parts, ASKED)).toEqual(fail('SALE_UNKNOWN'))
  const full = counter(true, false)
  expect(await overrideDecline(full.parts, ASKED)).toEqual(fail('JOURNAL_WRITE_FAILED'))
  expect([...forbidden.overrides, ...sold.overrides, ...full.overrides]).toEqual([])
})
