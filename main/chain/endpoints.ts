import type { EndpointHealth, IdentityFault, RpcFault } from '#src/chain/port.ts'
import { fail, type Result } from '#src/result.ts'
import type { Ask, Call } from './json-rpc.ts'

/** Makes a node show that it serves our chain and our token. */
export type Identify = (ask: Ask) => Promise<Result<undefined, RpcFault | IdentityFault>>

export interface Endpoints {
  /** Asks one node after the other, until one answers. */
  read<T>(call: Call<T>): Promise<Result<T, RpcFault | IdentityFault>>
  /** Sends to the first node that shows who it is, once, whatever comes back. */
  sendOnce<T>(call: Call<T>): Promise<Result<T, RpcFault | IdentityFault>>
  health(): readonly EndpointHealth[]
  /** What the node that answered last says the time is, in Unix milliseconds. */
  nodeTime(): number | null
}

interface Connection {
  readonly ask: Ask
  /** It has shown its identity and has not failed since. */
  known: boolean
}

/**
 * Several nodes as one, in order of preference. The one that answered last is asked first, so that
 * one round of questions sees one node's view of the chain. A node that failed must show its
 * identity anew: what answers at an address after a break may be another machine.
 */
export function createEndpoints(asks: readonly Ask[], identify: Identify): Endpoints {
  const connections = asks.map((ask): Connection => ({ ask, known: false }))
  let preferred = 0

  async function inOrder<T>(
    attempt: (connection: Connection) => Promise<Attempt<T>>,
  ): Promise<Result<T, RpcFault | IdentityFault>> {
    const failures: Failed[] = []
    for (const index of turns(connections.length, preferred)) {
      const connection = connections[index]
      if (!connection) continue
      const { result, final } = await attempt(connection)
      if (result.ok) preferred = index
      if (result.ok || final) return result
      failures.push(result)
    }
    return gravest(failures)
  }

  return {
    health: () => [],
    nodeTime: () => null,
    read: (call) =>
      inOrder(async (connection) => ({ result: await askKnown(connection, identify, call), final: false })),
    sendOnce: (call) =>
      inOrder(async (connection) => {
        const shown = await showIdentity(connection, identify)
        return shown.ok
          ? { result: await askKnown(connection, identify, call), final: true }
          : { result: shown, final: false }
      }),
  }
}

type Failed = Extract<Result<never, RpcFault | IdentityFault>, { ok: false }>

interface Attempt<T> {
  readonly result: Result<T, RpcFault | IdentityFault>
  /** No other node may be tried. */
  readonly final: boolean
}

const turns = (count: number, first: number): number[] =>
  Array.from({ length: count }, (_, i) => (first + i) % count)

async function askKnown<T>(
  connection: Connection,
  identify: Identify,
  call: Call<T>,
): Promise<Result<T, RpcFault | IdentityFault>> {
  const shown = await showIdentity(connection, identify)
  if (!shown.ok) return shown
  const result = await connection.ask(call)
  if (!result.ok && result.error.code !== 'RPC_REFUSED') connection.known = false
  return result
}

async function showIdentity(
  connection: Connection,
  identify: Identify,
): Promise<Result<undefined, RpcFault | IdentityFault>> {
  if (connection.known) return { ok: true, value: undefined }
  const shown = await identify(connection.ask)
  connection.known = shown.ok
  return shown
}

/** A node of the wrong chain is a mistake that somebody must mend; a silent one may come back. */
function gravest(failures: readonly Failed[]): Failed {
  const wrong = failures.find(({ error }) => error.code === 'CHAIN_WRONG' || error.code === 'TOKEN_WRONG')
  return wrong ?? failures.at(-1) ?? fail('RPC_UNREACHABLE', 'no node is configured')
}
