import type { IncomingTransfer, SettlementChain } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Clock } from '#src/time/clock.ts'
import { SEARCHED_BLOCKS } from '../settlement/lost-transfers.ts'

export interface TransferWatchParts {
  readonly chain: Pick<SettlementChain, 'head' | 'transfersTo'>
  readonly payee: Address
  /** Blocks that a transfer needs before it counts, its own counted. */
  readonly confirmations: number
  readonly clock: Clock
  readonly pollMs: number
}

/** A sale that a customer may pay on chain. */
export interface WantedTransfer {
  /** With its tail: no other sale that is watched wants the same. */
  readonly value: bigint
  /** Once the chain was reached: transfers in blocks from now on are seen. */
  readonly onReady: () => void
  /** Each transfer once; also those that come late, or a second time. */
  readonly onTransfer: (transfer: IncomingTransfer) => void
}

/** Looks for transfers while sales wait for them, and never otherwise. */
export interface TransferWatch {
  isWatched(value: bigint): boolean
  /** Until the returned function is called, and a while longer for those who pay too late. */
  watch(wanted: WantedTransfer): () => void
  stop(): void
}

/** So long after a sale its transfer is looked for still. */
const LATE_MS = 600_000

interface Watched extends WantedTransfer {
  /** The height at which the chain was first reached; only later blocks count. */
  since: number | undefined
  endsAt: number | undefined
}

export function createTransferWatch(parts: TransferWatchParts): TransferWatch {
  const { chain, payee, confirmations, clock, pollMs } = parts
  let watched: readonly Watched[] = []
  const told = new Set<string>()
  let isPolling = false
  let stopped = false
  let cancelTimer = () => {}

  async function poll(): Promise<void> {
    cancelTimer()
    if (isPolling || stopped) return
    isPolling = true
    await look()
    isPolling = false
    watched = watched.filter(({ endsAt }) => endsAt === undefined || clock.now() < endsAt)
    if (watched.length === 0) told.clear()
    else if (!stopped) cancelTimer = clock.after(pollMs, () => void poll())
  }

  async function look(): Promise<void> {
    const head = await chain.head()
    if (!head.ok) return
    const { blockNumber } = head.value
    for (const each of watched) {
      if (each.since !== undefined || each.endsAt !== undefined) continue
      each.since = blockNumber
      each.onReady()
    }
    const since = Math.min(...watched.map((each) => each.since ?? blockNumber))
    const from = Math.max(since + 1, blockNumber - SEARCHED_BLOCKS + 1)
    const to = blockNumber - confirmations + 1
    if (from > to) return
    const found = await chain.transfersTo(payee, { from, to })
    if (found.ok) for (const transfer of found.value) tell(transfer)
  }

  /** By its transaction: a log has another place when its block was taken back. */
  function tell(transfer: IncomingTransfer): void {
    const { payer, value, proof } = transfer
    const key = `${proof.txHash} ${payer} ${value}`
    const wanted = watched.find(
      (each) => each.value === value && (each.since ?? Number.POSITIVE_INFINITY) < proof.blockNumber,
    )
    if (!wanted || told.has(key)) return
    told.add(key)
    wanted.onTransfer(transfer)
  }

  return {
    isWatched: (value) => watched.some((each) => each.value === value),
    watch(wanted) {
      const one: Watched = { ...wanted, since: undefined, endsAt: undefined }
      watched = [...watched, one]
      void poll()
      return () => {
        one.endsAt ??= clock.now() + LATE_MS
        // Nobody was shown what to pay.
        if (one.since === undefined) watched = watched.filter((other) => other !== one)
      }
    },
    stop() {
      stopped = true
      cancelTimer()
    },
  }
}
