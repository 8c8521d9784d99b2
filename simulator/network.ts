import type { RpcGate } from './chain/rpc-gate.ts'
import type { WorldEvents } from './events.ts'

/** The network between the shop and the chain. Cut, its endpoint really stops answering. */
export interface SimulatedNetwork {
  readonly isUp: boolean
  cut(): Promise<void>
  restore(): Promise<void>
}

export function layNetwork(gate: RpcGate, events: WorldEvents): SimulatedNetwork {
  let isUp = true
  const become = (up: boolean) => {
    isUp = up
    events.emit({ kind: 'network', up })
  }
  return {
    get isUp() {
      return isUp
    },
    async cut() {
      await gate.cut()
      become(false)
    },
    async restore() {
      await gate.restore()
      become(true)
    },
  }
}
