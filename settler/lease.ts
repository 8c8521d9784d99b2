import { JetStreamApiError } from '@nats-io/jetstream'
import type { KV } from '@nats-io/kv'
import type { Clock } from '#src/time/clock.ts'
import { LEASE_MS } from './streams.ts'

/** A lane is this settler's while it says so in time. Writes are fenced by the lane's own entries, not by this. */
export interface Lease {
  /** Resolves when another may have it. */
  readonly lost: Promise<void>
  /** Another need not wait. */
  release(): Promise<void>
}

interface LeaseParts {
  /** The bucket of leases, whose entries are gone after `leaseMs`. */
  readonly bucket: Pick<KV, 'create' | 'update' | 'delete'>
  readonly lane: string
  /** Which settler: for whoever looks into the bucket. */
  readonly holder: string
  readonly clock: Clock
  readonly leaseMs?: number
}

/** The lease of a lane that nobody has; undefined when somebody has it, or the broker is away. */
export async function takeLease(parts: LeaseParts): Promise<Lease | undefined> {
  const { bucket, lane, holder, clock, leaseMs = LEASE_MS } = parts
  const first = await bucket.create(lane, holder).catch(() => undefined)
  if (first === undefined) return undefined
  let revision = first
  let renewed = clock.now()
  let isOver = false
  let lose = (): void => undefined
  const lost = new Promise<void>((resolve) => {
    lose = resolve
  })

  async function renew(): Promise<void> {
    if (isOver) return
    try {
      revision = await bucket.update(lane, holder, revision)
      renewed = clock.now()
    } catch (error) {
      // A broker that is away gives it to nobody else; one that we alone cannot reach does.
      if (error instanceof JetStreamApiError || Math.abs(clock.now() - renewed) >= leaseMs) isOver = true
    }
    if (isOver) lose()
    else clock.after(leaseMs / 3, () => void renew())
  }
  clock.after(leaseMs / 3, () => void renew())

  return {
    lost,
    async release() {
      if (isOver) return
      isOver = true
      lose()
      await bucket.delete(lane, { previousSeq: revision }).catch(() => undefined)
    },
  }
}
