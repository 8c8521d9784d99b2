import type { NodeCheck } from '#src/ipc/setup.ts'
import type { TokenDomain } from '#src/payment/authorization.ts'
import { type Clock, toUnixSeconds } from '#src/time/clock.ts'
import { countSchema } from '../chain/answers.ts'
import { identityOf } from '../chain/identity.ts'
import { jsonRpc } from '../chain/json-rpc.ts'
import { latestBlockCall } from '../chain/reads.ts'

/** For all questions to one node together: somebody stands there and waits. */
const LIMIT_MS = 5000

/** Asks each node, as the configuration would name it, what it is; nothing is remembered. */
export const checkNodes = (
  rpcUrls: readonly string[],
  domain: TokenDomain,
  clock: Clock,
): Promise<NodeCheck[]> => Promise.all(rpcUrls.map((url) => checkNode(url, domain, clock)))

async function checkNode(url: string, domain: TokenDomain, clock: Clock): Promise<NodeCheck> {
  const node = jsonRpc(url, LIMIT_MS)
  const began = clock.now()
  const passed = () => Math.max(0, clock.now() - began)
  const leftMs = () => Math.max(1, LIMIT_MS - passed())

  const id = await node.ask({ method: 'eth_chainId', params: [], answer: countSchema, timeoutMs: leftMs() })
  const none = { host: node.host, latencyMs: null, chainId: null, blockNumber: null, blockAge: null }
  if (!id.ok) return { ...none, fault: id.error.code }
  const told = { ...none, latencyMs: passed(), chainId: id.value }
  if (id.value !== domain.chainId) return { ...told, fault: 'CHAIN_WRONG' }

  const block = await node.ask({ ...latestBlockCall, timeoutMs: leftMs() })
  if (!block.ok) return { ...told, fault: block.error.code }
  const identity = await identityOf(domain, leftMs())(node.ask)
  return {
    ...told,
    fault: identity.ok ? null : identity.error.code,
    blockNumber: block.value.number,
    blockAge: toUnixSeconds(clock.now()) - block.value.timestamp,
  }
}
