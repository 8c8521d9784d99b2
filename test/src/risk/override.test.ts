import { expect, it } from 'vitest'
import { OVERRIDE_REASONS } from '#src/risk/override.ts'

/** The list of docs/risk.md: a journal's lines are read by these words for years. */
it('has the reasons that are documented, each one word of the journal', () => {
  expect(OVERRIDE_REASONS).toEqual(['known-customer', 'checked-otherwise', 'left-contact'])
  for (const reason of OVERRIDE_REASONS) expect(reason).toMatch(/^[a-z-]{1,40}$/)
})
