import type { EndpointHealth } from '#src/chain/port.ts'
import type { NetworkDetail } from '#src/ipc/maintenance.ts'
import type { Clock } from '#src/time/clock.ts'
import { toUnixSeconds } from '#src/time/clock.ts'
import { countSchema } from './answers.ts'
import { jsonRpc, type RpcNode } from './json-rpc.ts'
import { latestBlockCall } from './reads.ts'

/** One node, asked just now. */
export type Surveyed = NetworkDetail['endpoints'][number] & {
  /** Unix seconds of its latest block, or by its own clock if that is later. */
  readonly time: number | null
}

export interface SurveyParts {
  readonly rpcUrls: readonly string[]
  readonly timeoutMs: number
  readonly chainId: number
  readonly clock: Clock
}

/** Asks each node by itself who it is and where it stands; nothing is hedged, cached or remembered. */
export function surveyNodes(parts: SurveyParts): Promise<Surveyed[]> {
  const { rpcUrls, timeoutMs } = parts
  return Promise.all(rpcUrls.map((url) => survey(jsonRpc(url, timeoutMs), parts)))
}

async function survey(node: RpcNode, { chainId, clock }: SurveyParts): Promise<Surveyed> {
  const began = clock.now()
  const id = await node.ask({ method: 'eth_chainId', params: [], answer: countSchema })
  const latencyMs = Math.max(0, clock.now() - began)
  const { host } = node
  if (!id.ok) return unreachable(host, id.error.code)
  const block = await node.ask(latestBlockCall)
  const nodeTime = node.nodeTime()
  const times = [block.ok ? block.value.timestamp : null, nodeTime === null ? null : toUnixSeconds(nodeTime)]
  const known = times.filter((time) => time !== null)
  return {
    host,
    fault: id.value === chainId ? (block.ok ? null : block.error.code) : 'CHAIN_WRONG',
    latencyMs,
    chainId: id.value,
    blockNumber: block.ok ? block.value.number : null,
    time: known.length > 0 ? Math.max(...known) : null,
  }
}

const unreachable = (host: string, fault: EndpointHealth['fault']): Surveyed => ({
  host,
  fault,
  latencyMs: null,
  chainId: null,
  blockNumber: null,
  time: null,
})

/** Seconds by which this clock is ahead of the nodes'; null when none of them told. */
export function driftOf(nodes: readonly Surveyed[], clock: Clock): number | null {
  const times = nodes.flatMap(({ time }) => time ?? [])
  return times.length === 0 ? null : toUnixSeconds(clock.now()) - Math.max(...times)
}
