import type { FleetRateConfig } from '#src/config/prices.ts'
import { BUCKETS } from '#src/fleet/names.ts'
import { type FleetRate, fleetRateSchema } from '#src/fleet/rate.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import type { Fed } from '../fleet/fed.ts'
import { openEnvelope } from '../fleet/open-envelope.ts'
import type { AgedRate } from './aged-rate.ts'

export interface FedRateParts {
  /** The operator's keys: whose rates count. */
  readonly keys: readonly string[]
  /** Why the newest is refused; null when it counts. Again and again. */
  readonly onJudged: (why: string | null) => void
  readonly log: (message: string) => void
}

/** Takes a rate as the operator signs it, whenever the fleet has a newer one. */
export function feedRate(
  { fleet: name, source }: FleetRateConfig,
  rate: Pick<AgedRate, 'kept' | 'take' | 'settle'>,
  { keys, onJudged, log }: FedRateParts,
): Fed {
  let refused: string | undefined

  async function taken(bytes: Uint8Array): Promise<Result<undefined>> {
    const read = readRate(bytes, name, keys)
    if (!read.ok) return read
    const { version, at, value } = read.value
    const last = rate.kept()
    const newest = { version, rate: { value, source, at } }
    if (last?.version === version && last.rate.value === value && last.rate.at === at) return ok()
    if (last?.version !== undefined && version <= last.version)
      return fail('FLEET_ORDER_OLDER', `version ${version}, and ${last.version} is here`)
    if (await rate.take(newest)) return ok()
    return fail('RPC_ANSWER_INVALID', `version ${version}: ${value} is too far from ${last?.rate.value}`)
  }

  function tell({ code, detail = '' }: Failure): void {
    const why = `${name}: ${code} ${detail}`
    onJudged(why)
    if (why !== refused) log(`rate: ${why}`)
    refused = why
  }

  return {
    bucket: BUCKETS.rates,
    key: name,
    async take(bytes, read) {
      const done = await taken(bytes)
      // A read may find one from before the newest, which is heard of as well.
      if (!done.ok && done.error.code === 'FLEET_ORDER_OLDER' && !isSame(bytes, await read(name))) return
      if (!done.ok) tell(done.error)
      else {
        refused = undefined
        onJudged(null)
      }
      rate.settle(done.ok ? null : done.error.code)
    },
  }
}

function readRate(bytes: Uint8Array, name: string, keys: readonly string[]): Result<FleetRate> {
  const opened = openEnvelope(Buffer.from(bytes).toString(), keys)
  if (!opened.ok) return opened
  const read = fleetRateSchema.safeParse(opened.value.json)
  if (!read.success) return fail('FLEET_ORDER_INVALID', 'signed, and no rate')
  if (read.data.name !== name) return fail('FLEET_ORDER_INVALID', `it is the rate "${read.data.name}"`)
  return ok(read.data)
}

const isSame = (one: Uint8Array, other: Uint8Array | undefined): boolean =>
  other !== undefined && Buffer.compare(one, other) === 0
