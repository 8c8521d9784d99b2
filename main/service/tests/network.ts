import { fail, ok } from '#src/result.ts'
import type { Surveyed } from '../../chain/survey.ts'
import type { Steps } from '../steps.ts'

export interface NetworkTestParts {
  readonly survey: () => Promise<readonly Surveyed[]>
}

/** One step for each node. One that fails does not end the test: the next may be the one that works. */
export async function testNetwork({ survey }: NetworkTestParts, steps: Steps): Promise<void> {
  let nodes: readonly Surveyed[] | undefined
  for (let n = 0; n < (nodes?.length ?? 1); n++) {
    await steps.run(
      'node',
      async () => {
        nodes ??= await survey()
        const node = nodes[n]
        if (!node) return fail('RPC_UNREACHABLE', 'no node is configured')
        return node.fault === null ? ok(tell(node)) : fail(node.fault, tell(node))
      },
      { late: 'RPC_TIMEOUT', tell: (text) => text },
    )
  }
}

const tell = ({ host, latencyMs, blockNumber, chainId }: Surveyed): string =>
  [host, latencyMs === null ? '' : `${latencyMs} ms`, blockNumber === null ? '' : `#${blockNumber}`]
    .concat(chainId === null ? '' : `chain ${chainId}`)
    .filter((part) => part !== '')
    .join(', ')
