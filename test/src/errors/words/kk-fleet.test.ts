import { expect, it } from 'vitest'
import { ERROR_CODES } from '#src/errors/codes.ts'
import { KK_FLEET } from '#src/errors/words/kk-fleet.ts'

it('has the codes of the fleet, up to what the chain says', () => {
  const wanted = ERROR_CODES.slice(
    ERROR_CODES.indexOf('FLEET_UNREACHABLE'),
    ERROR_CODES.indexOf('PAYER_NO_FUNDS'),
  )
  expect(Object.keys(KK_FLEET)).toEqual(wanted)
})
