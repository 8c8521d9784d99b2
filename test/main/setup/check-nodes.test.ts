import { bytesToHex } from '@noble/hashes/utils.js'
import { afterEach, describe, expect, it } from 'vitest'
import { checkNodes } from '#main/setup/check-nodes.ts'
import { domainSeparator } from '#src/payment/authorization.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { type RpcAnswer, type RpcServer, startRpcServer, withError, withResult } from '../chain/rpc-server.ts'

const { domain } = acceptedPayment(1)
const NOW = 1_700_000_000_000
const block = {
  ...{ number: '0x5', hash: id(5), baseFeePerGas: '0x1', gasLimit: '0x1c9c380' },
  // Seven seconds ago.
  timestamp: `0x${(NOW / 1000 - 7).toString(16)}`,
}
const HEALTHY: Readonly<Record<string, unknown>> = {
  eth_chainId: '0x7a69',
  eth_call: `0x${bytesToHex(domainSeparator(domain))}`,
  eth_getBlockByNumber: block,
}

const servers: RpcServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())))

async function server(answer: RpcAnswer): Promise<RpcServer> {
  const started = await startRpcServer(answer)
  servers.push(started)
  return started
}
const node = (changes: Readonly<Record<string, unknown>> = {}) =>
  server((request, response) => {
    const result = { ...HEALTHY, ...changes }[request.method]
    response.end(
      result === undefined ? withError(request, -32_601, 'no such method') : withResult(request, result),
    )
  })
const check = async (...nodes: readonly RpcServer[]) =>
  checkNodes(
    nodes.map(({ url }) => url),
    domain,
    fakeClock(NOW),
  )

describe('nodes that were typed', () => {
  it('are told by their chain, block and its age', async () => {
    const healthy = await node()
    expect(await check(healthy)).toEqual([
      {
        ...{ host: new URL(healthy.url).host, fault: null, latencyMs: 0 },
        ...{ chainId: 31_337, blockNumber: 5, blockAge: 7 },
      },
    ])
  })

  it('are of another chain, and asked no more', async () => {
    const base = await node({ eth_chainId: '0x2105' })
    expect(await check(base)).toMatchObject([{ fault: 'CHAIN_WRONG', chainId: 8453, blockNumber: null }])
    expect(base.asked).toEqual(['eth_chainId'])
  })

  it('have another token, or none', async () => {
    expect(await check(await node({ eth_call: id(3) }), await node({ eth_call: '0x' }))).toMatchObject([
      { fault: 'TOKEN_WRONG', blockNumber: 5 },
      { fault: 'TOKEN_WRONG', blockNumber: 5 },
    ])
  })

  it('are each for itself: gone, a page, or refusing', async () => {
    const gone = await server(() => undefined)
    await gone.stop()
    const page = await server((_request, response) => response.end('<html>Sign in</html>'))
    const refusing = await node({ eth_chainId: undefined })
    const noBlocks = await node({ eth_getBlockByNumber: undefined })
    expect((await check(gone, page, refusing, noBlocks, await node())).map(({ fault }) => fault)).toEqual([
      'RPC_UNREACHABLE',
      'RPC_CAPTIVE_PORTAL',
      'RPC_REFUSED',
      'RPC_REFUSED',
      null,
    ])
  })
})
