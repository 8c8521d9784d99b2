import { z } from 'zod'
import { askNode } from './chain/node.ts'

/** What tests do to the simulated chain behind the terminal's back. */
export interface ChainControl {
  /** The chain itself, past the gate: it answers while the terminal's network is cut. */
  readonly rpcUrl: string
  blockNumber(): Promise<number>
  mine(blocks: number): Promise<void>
  /** Replaces the last blocks by empty ones; what they held is not put back. */
  reorg(blocks: number): Promise<void>
  /** Any method of anvil's. */
  ask(method: string, ...params: unknown[]): Promise<unknown>
}

const quantity = z.string().transform(Number)

export function controlChain(rpcUrl: string): ChainControl {
  const ask = (method: string, ...params: unknown[]) => askNode(rpcUrl, method, ...params)
  return {
    rpcUrl,
    blockNumber: async () => quantity.parse(await ask('eth_blockNumber')),
    mine: async (blocks) => void (await ask('anvil_mine', blocks)),
    reorg: async (blocks) => void (await ask('anvil_reorg', blocks, [])),
    ask,
  }
}
