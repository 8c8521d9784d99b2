import { z } from 'zod'
import type { Identify } from '#main/chain/endpoint.ts'
import type { Call, RpcNode } from '#main/chain/json-rpc.ts'
import type { RpcFault } from '#src/chain/port.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'

/** A node without a network. What it answers, and how soon, may change at any time. */
export interface FakeNode extends RpcNode {
  /** Methods that were asked for, in order. */
  readonly asked: string[]
  answer: Result<string, RpcFault>
  afterMs: number
  time: number | null
}

export function fakeNode(clock: Clock, host: string): FakeNode {
  const node: FakeNode = {
    host,
    asked: [],
    answer: ok(host),
    afterMs: 10,
    time: null,
    nodeTime: () => node.time,
    async ask(call) {
      node.asked.push(call.method)
      const { answer, afterMs } = node
      await new Promise<void>((resolve) => clock.after(afterMs, resolve))
      return answer.ok ? ok(call.answer.parse(answer.value)) : answer
    },
  }
  return node
}

export const callOf = (method: string): Call<string> => ({ method, params: [], answer: z.string() })

/** Only a node that answers can say who it is. */
export const identify: Identify = async (ask) => {
  const answer = await ask(callOf('identity'))
  return answer.ok ? ok() : answer
}

export const down = (code: RpcFault) => fail(code, 'down')
