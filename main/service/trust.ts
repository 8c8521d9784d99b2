import type { Config } from '#src/config/schema.ts'
import type { SignedListDetail, TrustDetail } from '#src/ipc/maintenance.ts'
import { ok } from '#src/result.ts'
import { isWithin } from '#src/risk/certificate-check.ts'
import { HOUR_MS } from '#src/risk/exposure.ts'
import { type Clock, toUnixSeconds } from '#src/time/clock.ts'
import type { DenyListState, DenyLists } from '../risk/deny-lists.ts'
import type { Risk } from '../risk/open.ts'
import { type ServiceHandlers, within } from './basics.ts'
import { type Gate, type Note, personOf } from './gate.ts'

export interface TrustParts {
  readonly gate: Gate
  readonly note: Note
  readonly clock: Clock
  readonly risk: Pick<Risk, 'clock'> & { readonly trust: Pick<Risk['trust'], 'state'> }
  readonly denied: Pick<DenyLists, 'state' | 'ageAt'>
  readonly issuers: Config['risk']['issuers']
  readonly oldDenyList: Config['risk']['oldDenyList']
}

/** What a technician sees of whom the terminal trusts and why, and the one thing they may set right. */
export function trustHandlers(
  parts: TrustParts,
): Pick<ServiceHandlers, 'service/trust' | 'service/clock-right'> {
  const { gate, note, risk } = parts
  return {
    'service/trust': within(gate)(() => ok(trustDetail(parts)), 'look'),
    async 'service/clock-right'({ pin }) {
      const who = await gate.confirm(pin)
      if (!who.ok) return who
      const person = personOf(who.value)
      const corrected = await risk.clock.correct(person)
      if (!corrected.ok) await note('clock-set-refused', person, corrected.error.code)
      return corrected
    },
  }
}

function trustDetail({ clock, risk, denied, issuers, oldDenyList }: TrustParts): TrustDetail {
  const { signed, site } = denied.state()
  const age = denied.ageAt(clock.now())
  const now = toUnixSeconds(clock.now())
  return {
    exposure: risk.trust.state(),
    signedList: signed && signedList(signed, age, oldDenyList),
    siteList: site,
    issuers: issuers.map((issuer) => ({ address: issuer.address, counts: isWithin(issuer, now) })),
    clock: risk.clock.detail(),
  }
}

const signedList = (
  { version, count, source, fault }: NonNullable<DenyListState['signed']>,
  age: number | null,
  { hours, percent }: TrustParts['oldDenyList'],
): SignedListDetail => ({
  ...{ version, count, age, fault },
  source: sourceName(source),
  lowersTo: age !== null && age > hours * HOUR_MS ? percent : null,
})

/** A file as it is, an address by its host alone. */
const sourceName = (source: string): string =>
  /^https?:/i.test(source) && URL.canParse(source) ? new URL(source).host : source
