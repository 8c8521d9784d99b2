import type { EndpointHealth, IdentityFault, RpcFault } from '#src/chain/port.ts'
import type { Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Ask, Call, RpcNode } from './json-rpc.ts'

export type EndpointFault = RpcFault | IdentityFault

/** Makes a node show that it serves our chain and our token. */
export type Identify = (ask: Ask) => Promise<Result<undefined, EndpointFault>>

/** One node, and how it has been doing. */
export interface Endpoint {
  /** Asks the node, after it has shown who it is. */
  ask<T>(call: Call<T>): Promise<Result<T, EndpointFault>>
  /** Who it is, asked once per connection. A failure means: it may be anybody. */
  identity(): Promise<Result<undefined, EndpointFault>>
  /** It failed a short while ago: ask it only when the others fail as well. */
  isResting(): boolean
  /** How long it may be silent until it is slow, in milliseconds. */
  hedgeDelayMs(): number
  health(): EndpointHealth
  nodeTime(): number | null
}

/** Twice the usual latency, within bounds: jitter is not slowness, and a reconnection must not wait long. */
const SHORTEST_HEDGE_MS = 150
const LONGEST_HEDGE_MS = 1000

const REST_MS = 5000
/** Doubled with every further "too many requests". */
const SHORTEST_BACK_OFF_MS = 1000
const LONGEST_BACK_OFF_MS = 60_000

/**
 * A node that failed must show its identity anew: what answers at an address after a break may be
 * another machine. One that only wants fewer questions is spared that.
 */
export function createEndpoint(node: RpcNode, identify: Identify, clock: Clock): Endpoint {
  let fault: EndpointFault | null = null
  let latencyMs: number | null = null
  let shown: ReturnType<Identify> | undefined
  let isKnown = false
  let backOffs = 0
  let failedAt = 0

  const timed: Ask = async (call) => {
    const start = clock.now()
    const result = await node.ask(call)
    if (faultOf(result) === null) latencyMs = smoothed(latencyMs, Math.max(0, clock.now() - start))
    return result
  }

  async function identity() {
    shown ??= identify(timed)
    const result = await shown
    if (result.ok) isKnown = true
    else {
      note(result.error.code)
      forget()
    }
    return result
  }

  function forget() {
    shown = undefined
    isKnown = false
  }

  function note(code: EndpointFault | null) {
    fault = code
    if (code !== null) failedAt = clock.now()
    backOffs = code === 'RPC_RATE_LIMITED' ? backOffs + 1 : 0
  }

  const restMs = () =>
    backOffs === 0 ? REST_MS : Math.min(SHORTEST_BACK_OFF_MS * 2 ** (backOffs - 1), LONGEST_BACK_OFF_MS)

  return {
    identity,
    async ask(call) {
      const who = await identity()
      if (!who.ok) return who
      const result = await timed(call)
      const code = faultOf(result)
      note(code)
      if (code !== null && code !== 'RPC_RATE_LIMITED') forget()
      return result
    },
    isResting() {
      const sinceMs = clock.now() - failedAt
      // A clock that was set back must not make the rest longer.
      return fault !== null && sinceMs >= 0 && sinceMs < restMs()
    },
    hedgeDelayMs: () =>
      isKnown && latencyMs !== null
        ? Math.min(Math.max(2 * latencyMs, SHORTEST_HEDGE_MS), LONGEST_HEDGE_MS)
        : LONGEST_HEDGE_MS,
    health: () => ({
      host: node.host,
      fault,
      latencyMs: latencyMs === null ? null : Math.round(latencyMs),
    }),
    nodeTime: node.nodeTime,
  }
}

/** A node that says no in good form works. */
const faultOf = <T>(result: Result<T, RpcFault>): RpcFault | null =>
  result.ok || result.error.code === 'RPC_REFUSED' ? null : result.error.code

/** Exponentially weighted: each answer counts for a quarter, all before it for the rest. */
const smoothed = (before: number | null, sample: number): number =>
  before === null ? sample : before + (sample - before) / 4
