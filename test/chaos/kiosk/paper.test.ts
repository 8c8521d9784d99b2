import { expect, it } from 'vitest'
import { readPaper } from './paper.ts'

const WHOLE = `                  Aport Market
               43 Dostyk Ave, Almaty
                 BIN 210140012345
------------------------------------------------
Till                                           1
Receipt No.                           001-000012
Date                            24 Nov 2026 19:31
------------------------------------------------
TOTAL          0.37 USDC
------------------------------------------------`

it('reads number and sum of a receipt', () => {
  expect(readPaper(WHOLE)).toEqual([{ receipt: '001-000012', units: 370_000n }])
})

it('reads both halves of a strip that a kill has cut short', () => {
  const torn = 'Receipt No.                           001-000011\nDate   24 Nov'
  expect(readPaper(`${torn}\n${WHOLE}`)).toEqual([
    { receipt: '001-000011', units: undefined },
    { receipt: '001-000012', units: 370_000n },
  ])
})

it('reads every decimal of the sum', () => {
  expect(readPaper(WHOLE.replace('0.37', '12.340001'))).toEqual([
    { receipt: '001-000012', units: 12_340_001n },
  ])
})

it('reads nothing from a strip without a number', () => {
  expect(readPaper('Thank you!')).toEqual([])
})
