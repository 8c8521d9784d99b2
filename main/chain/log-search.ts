import { z } from 'zod'
import type { RpcFault } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type FoundLog, foundLogSchema } from './answers.ts'
import { blockCall, latestBlockCall, type Read } from './reads.ts'
import { isRangeRefusal } from './refusals.ts'

export interface LogSearch {
  readonly read: Read
  readonly address: Address
  readonly topics: readonly (Hex | readonly Hex[])[]
  readonly fromBlock: number
  /** Unix seconds: no such log can be in a block before. Looked at only when nodes limit the range. */
  readonly notBefore: number
}

/** Blocks of one page: the widest range that most public nodes take, halved down to the narrowest. */
const WIDEST_PAGE = 10_000
const NARROWEST_PAGE = 100
/** Of one search: 2,000,000 blocks in the widest pages, 46 days of a chain with a block in two seconds. */
const MOST_REQUESTS = 200

/**
 * The newest log of these topics, undefined when there is none. One question where the node takes
 * it; else page by page, the newest first. RPC_REFUSED when no page is narrow enough, or the way
 * back is too long.
 */
export async function newestLog(search: LogSearch): Promise<Result<FoundLog | undefined, RpcFault>> {
  const whole = await logsOf(search, search.fromBlock, 'latest')
  if (!whole.tooWide) return whole.result
  const head = await search.read(latestBlockCall)
  if (!head.ok) return head
  const lowest = await lowestBlock(search, head.value)
  if (!lowest.ok) return lowest
  // A node that is behind has not refused the width.
  if (lowest.value > head.value.number) return whole.result

  let pageSize = WIDEST_PAGE
  let highest = head.value.number
  for (let requests = 0; highest >= lowest.value; requests += 1) {
    if (requests === MOST_REQUESTS) return whole.result
    const from = Math.max(lowest.value, highest - pageSize + 1)
    const page = await logsOf(search, from, highest)
    if (page.tooWide) {
      if (pageSize === NARROWEST_PAGE) return page.result
      pageSize = Math.max(NARROWEST_PAGE, Math.floor(pageSize / 2))
      continue
    }
    if (!page.result.ok || page.result.value) return page.result
    highest = from - 1
  }
  return ok(undefined)
}

interface Page {
  readonly result: Result<FoundLog | undefined, RpcFault>
  /** A node refused the range, and no other one took it. */
  readonly tooWide: boolean
}

async function logsOf(search: LogSearch, from: number, to: number | 'latest'): Promise<Page> {
  const { read, address, topics } = search
  let isRefused = false
  const logs = await read({
    method: 'eth_getLogs',
    params: [{ address, topics, fromBlock: quantity(from), toBlock: to === 'latest' ? to : quantity(to) }],
    answer: z.array(foundLogSchema).max(1), // a nonce ends once
    whenRefused(refusal) {
      if (!isRangeRefusal(refusal)) return undefined
      isRefused = true
      return fail('RPC_REFUSED', `${refusal.code} ${refusal.message}`)
    },
  })
  return logs.ok ? { result: ok(logs.value[0]), tooWide: false } : { result: logs, tooWide: isRefused }
}

const quantity = (n: number): Hex => `0x${n.toString(16)}`

/**
 * The first block from `fromBlock` on that is not before `notBefore`, by halving the way to the head.
 * A time after the head itself comes from a clock that was wrong, and limits nothing.
 */
async function lowestBlock(
  { read, fromBlock, notBefore }: LogSearch,
  head: { readonly number: number; readonly timestamp: number },
): Promise<Result<number, RpcFault>> {
  if (notBefore > head.timestamp) return ok(fromBlock)
  let lowest = fromBlock
  let highest = head.number
  while (lowest < highest) {
    const middle = Math.floor((lowest + highest) / 2)
    const block = await read(blockCall(middle))
    if (!block.ok) return block
    if (!block.value) return fail('RPC_ANSWER_INVALID', `no block ${middle} below ${head.number}`)
    if (block.value.timestamp < notBefore) lowest = middle + 1
    else highest = middle
  }
  return ok(lowest)
}
