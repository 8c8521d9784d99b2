import { expect, it } from 'vitest'
import { compared } from './verdict.ts'

const named = (n: number) => ({ from: `0x${n}`, nonce: `0x0${n}` }) as const

it('finds what is lost, doubled and of nobody', () => {
  const promised = [1, 2, 3].map(named)
  expect(compared(promised, [1, 2, 2, 4].map(named))).toEqual({
    ...{ promised: 3, paid: 2, lost: 1, doubled: 1, strangers: 1 },
  })
  expect(compared(promised, promised)).toMatchObject({ lost: 0, doubled: 0, strangers: 0 })
})
