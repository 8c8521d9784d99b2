import { expect, it } from 'vitest'
import { askBalance } from '#main/risk/balance.ts'
import type { EndpointHealth } from '#src/chain/port.ts'
import { fail, ok } from '#src/result.ts'
import { account } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'

const CARD = account(1)
const node = (fault: EndpointHealth['fault']): EndpointHealth => ({ host: 'a', fault, latencyMs: null })

/** A chain of these nodes that answers when it is told to. */
function open(nodes: readonly EndpointHealth[], timeoutMs = 400) {
  const clock = fakeClock()
  let asked = 0
  let answer = (_units: bigint | null): void => undefined
  const balance = askBalance(
    {
      ...{ clock, timeoutMs },
      chain: {
        endpoints: () => nodes,
        tokenBalance: () => {
          asked += 1
          return new Promise((resolve) => {
            answer = (units) => resolve(units === null ? fail('RPC_REFUSED') : ok(units))
          })
        },
      },
    },
    CARD,
  )
  return { clock, balance, asked: () => asked, answer: (units: bigint | null) => answer(units) }
}

it('is what the chain says in time', async () => {
  const { balance, answer } = open([node('RPC_TIMEOUT'), node(null)])
  answer(7n)
  expect(await balance).toBe(7n)
})

it('is unknown where the chain says nothing of use, or says it too late', async () => {
  const refused = open([node(null)])
  refused.answer(null)
  expect(await refused.balance).toBeNull()
  const late = open([node(null)])
  await late.clock.advance(400)
  late.answer(7n)
  expect(await late.balance).toBeNull()
})

it('keeps no card waiting where no node answers, or nobody is to be asked', async () => {
  const offline = open([node('RPC_UNREACHABLE'), node('RPC_TIMEOUT')])
  const never = open([node(null)], 0)
  expect([await offline.balance, await never.balance]).toEqual([null, null])
  expect([offline.asked(), never.asked()]).toEqual([0, 0])
})
