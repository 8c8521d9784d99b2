import { describe, expect, it } from 'vitest'
import { inquire } from '#main/risk/inquiry.ts'
import type { BatchItem, EndpointHealth, Verdict } from '#src/chain/port.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { acceptedPayment } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'

const PAYMENT = acceptedPayment(1)
const node = (fault: EndpointHealth['fault']): EndpointHealth => ({ host: 'a', fault, latencyMs: null })

type Runs = (Verdict | undefined)[]

/** A chain of these nodes that answers when it is told to. */
function open(nodes: readonly EndpointHealth[], timeoutMs = 400) {
  const clock = fakeClock()
  const asked: string[] = []
  let tell = (_units: Result<bigint, 'RPC_REFUSED'>): void => undefined
  const runs: ((verdict: Result<Runs, 'RPC_REFUSED'>) => void)[] = []
  const chain = {
    endpoints: () => nodes,
    tokenBalance: () => new Promise<Result<bigint, 'RPC_REFUSED'>>((resolve) => (tell = resolve)),
    dryRun: (items: readonly BatchItem[]) => {
      asked.push(...items.map(({ signature }) => signature))
      return new Promise<Result<Runs, 'RPC_REFUSED'>>((resolve) => runs.push(resolve))
    },
  }
  const inquiry = inquire({ chain, clock, timeoutMs }, PAYMENT.authorization)
  return {
    ...{ clock, inquiry, asked },
    has: (units: bigint) => tell(ok(units)),
    says: (verdict?: Verdict) => runs.shift()?.(ok([verdict])),
    refuses: () => runs.shift()?.(fail('RPC_REFUSED')),
  }
}

describe('before the card signs', () => {
  it('is what the chain says in time, asked as soon as the card is known', async () => {
    const { inquiry, has, says, asked } = open([node('RPC_TIMEOUT'), node(null)])
    expect(asked).toHaveLength(1)
    has(7n)
    says('TOKEN_PAUSED')
    expect(await inquiry.unsigned()).toEqual({ balance: 7n, simulated: 'TOKEN_PAUSED' })
  })

  it.each(['AUTHORIZATION_INVALID', 'PAYMENT_REVERTED', undefined] as const)(
    'is nothing against the payment where the token says %s, which may be for want of a signature',
    async (verdict) => {
      const { inquiry, has, says } = open([node(null)])
      has(7n)
      says(verdict)
      expect(await inquiry.unsigned()).toEqual({ balance: 7n, simulated: 'pays' })
    },
  )

  it('is unknown where the chain says nothing of use, or says it too late', async () => {
    const { inquiry, has, refuses } = open([node(null)])
    refuses()
    has(7n)
    expect(await inquiry.unsigned()).toEqual({ balance: 7n, simulated: 'unheard' })
    const late = open([node(null)])
    await late.clock.advance(400)
    late.has(7n)
    expect(await late.inquiry.unsigned()).toEqual({ balance: null, simulated: 'unheard' })
  })
})

describe('once it has signed', () => {
  it('is what the chain says of the payment itself', async () => {
    const { inquiry, says, asked } = open([node(null)])
    says()
    const signed = inquiry.signed(PAYMENT)
    says('AUTHORIZATION_INVALID')
    expect(await signed).toBe('AUTHORIZATION_INVALID')
    expect(asked[1]).toBe(PAYMENT.signature)
  })

  it('waits only for what is left of the limit, and the time that the card takes to sign is not of it', async () => {
    const { clock, inquiry, has, says } = open([node(null)])
    const unsigned = inquiry.unsigned()
    await clock.advance(300)
    has(7n)
    says()
    await unsigned
    await clock.advance(5000)
    let heard: unknown
    void inquiry.signed(PAYMENT).then((simulated) => {
      heard = simulated
    })
    await clock.advance(99)
    expect(heard).toBeUndefined()
    await clock.advance(1)
    expect(heard).toBe('unheard')
  })

  it('asks nobody when the limit is used up', async () => {
    const { clock, inquiry, asked } = open([node(null)])
    const unsigned = inquiry.unsigned()
    await clock.advance(400)
    await unsigned
    expect(await inquiry.signed(PAYMENT)).toBe('unheard')
    expect(asked).toHaveLength(1)
  })
})

it('keeps no card waiting where no node answers, or nobody is to be asked', async () => {
  const offline = open([node('RPC_UNREACHABLE'), node('RPC_TIMEOUT')])
  const never = open([node(null)], 0)
  for (const { inquiry, asked } of [offline, never]) {
    expect(await inquiry.unsigned()).toEqual({ balance: null, simulated: 'unheard' })
    expect(await inquiry.signed(PAYMENT)).toBe('unheard')
    expect(asked).toEqual([])
  }
})
