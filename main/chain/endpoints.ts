import type { EndpointHealth } from '#src/chain/port.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { createEndpoint, type Endpoint, type EndpointFault, type Identify } from './endpoint.ts'
import { hedge } from './hedge.ts'
import type { Call, RpcNode } from './json-rpc.ts'

export interface Endpoints {
  /** Asks one node, and further ones while those before fail or are slow: the first good answer counts. */
  read<T>(call: Call<T>): Promise<Result<T, EndpointFault>>
  /** Sends to the first node that shows who it is, once, whatever comes back. */
  sendOnce<T>(call: Call<T>): Promise<Result<T, EndpointFault>>
  /** In the order of the configuration. */
  health(): readonly EndpointHealth[]
  /** What the node that answered last says the time is, in Unix milliseconds. */
  nodeTime(): number | null
}

/**
 * Several nodes as one, in order of preference. The one that answered last is asked first, so that
 * one round of questions sees one node's view of the chain; those that failed lately come last.
 */
export function createEndpoints(nodes: readonly RpcNode[], identify: Identify, clock: Clock): Endpoints {
  const endpoints = nodes.map((node) => createEndpoint(node, identify, clock))
  let preferred = endpoints[0]

  function inOrder() {
    const order = endpoints.toSorted((a, b) => Number(b === preferred) - Number(a === preferred))
    const resting = order.filter((endpoint) => endpoint.isResting())
    return { awake: order.filter((endpoint) => !resting.includes(endpoint)), resting }
  }

  async function read<T>(call: Call<T>): Promise<Result<T, EndpointFault>> {
    const { awake, resting } = inOrder()
    const failures: Failure<EndpointFault>[] = []
    for (const contenders of [awake, resting]) {
      const finish = await hedge({
        contenders,
        ask: (endpoint: Endpoint) => endpoint.ask(call),
        delayMs: (endpoint) => endpoint.hedgeDelayMs(),
        clock,
      })
      if (finish.winner) {
        preferred = finish.winner
        return ok(finish.value)
      }
      failures.push(...finish.failures)
    }
    return gravest(failures)
  }

  async function sendOnce<T>(call: Call<T>): Promise<Result<T, EndpointFault>> {
    const { awake, resting } = inOrder()
    const failures: Failure<EndpointFault>[] = []
    for (const endpoint of [...awake, ...resting]) {
      const identity = await endpoint.identity()
      if (identity.ok) return endpoint.ask(call)
      failures.push(identity.error)
    }
    return gravest(failures)
  }

  return {
    read,
    sendOnce,
    health: () => endpoints.map((endpoint) => endpoint.health()),
    nodeTime: () => preferred?.nodeTime() ?? null,
  }
}

/**
 * The failure that says most comes first: what somebody must mend, then what a node itself said, and
 * last the silence, from which a node may come back by itself.
 */
const GRAVITY: readonly EndpointFault[] = [
  'CHAIN_WRONG',
  'TOKEN_WRONG',
  'RPC_REFUSED',
  'RPC_RATE_LIMITED',
  'RPC_CAPTIVE_PORTAL',
  'RPC_TLS_FAILED',
  'RPC_ANSWER_INVALID',
  'RPC_TIMEOUT',
  'RPC_UNREACHABLE',
]

function gravest(failures: readonly Failure<EndpointFault>[]): Result<never, EndpointFault> {
  const [first] = failures.toSorted((a, b) => GRAVITY.indexOf(a.code) - GRAVITY.indexOf(b.code))
  return first ? { ok: false, error: first } : fail('RPC_UNREACHABLE', 'no node is configured')
}
