import { expect, it } from 'vitest'
import { fail, ok } from '#src/result.ts'

it('is good with a value, or with none', () => {
  expect(ok(3n)).toEqual({ ok: true, value: 3n })
  expect(ok()).toEqual({ ok: true, value: undefined })
})

it('is a failure with a code, and with a detail only when there is one', () => {
  expect(fail('RPC_TIMEOUT', 'after 5 s')).toEqual({
    ok: false,
    error: { code: 'RPC_TIMEOUT', detail: 'after 5 s' },
  })
  expect(Object.keys(fail('RPC_TIMEOUT').error)).toEqual(['code'])
})
