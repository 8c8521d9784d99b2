import { describe, expect, it } from 'vitest'
import { verdictOn } from '#renderer/screens/setup/node-verdict.ts'
import type { NodeCheck } from '#src/ipc/setup.ts'

const good: NodeCheck = {
  ...{ host: 'rpc.example.kz', fault: null, latencyMs: 84 },
  ...{ chainId: 8453, blockNumber: 41_200_311, blockAge: 2 },
}

describe('the verdict on what the nodes have said', () => {
  it.each([
    ['all answer', [good, good], 'good'],
    ['one is silent', [good, { ...good, fault: 'RPC_TIMEOUT', blockAge: null }], 'doubtful'],
    ['all are silent', [{ ...good, fault: 'RPC_UNREACHABLE', blockAge: null }], 'doubtful'],
    ['a block of eleven minutes ago', [{ ...good, blockAge: 660 }], 'doubtful'],
    ['a block from three minutes ahead', [{ ...good, blockAge: -180 }], 'doubtful'],
    ['a block from a minute ahead', [{ ...good, blockAge: -60 }], 'good'],
    ['another chain', [good, { ...good, fault: 'CHAIN_WRONG' }], 'refused'],
    [
      'another token beside a silent node',
      [
        { ...good, fault: 'RPC_TIMEOUT' },
        { ...good, fault: 'TOKEN_WRONG' },
      ],
      'refused',
    ],
  ] as const)('%s', (_what, nodes, verdict) => {
    expect(verdictOn(nodes)).toBe(verdict)
  })
})
