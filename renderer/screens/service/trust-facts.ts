import type { SignedListDetail, TrustDetail } from '#src/ipc/maintenance.ts'
import type { Asset } from '#src/money/asset.ts'
import { durationText } from '../../components/duration.ts'
import type { Text } from '../../i18n/use-text.ts'

type Fact = readonly [string, string]

/** What is out against its limits, and for how long more may be taken. */
export function exposureFacts(
  { count: payments, maxCount, units, maxUnits, hoursLeft }: TrustDetail['exposure'],
  asset: Asset | null,
  text: Text,
): Fact[] {
  const { t, count, money } = text
  const sum = (amount: bigint) => (asset ? money(amount, asset) : amount.toString())
  return [
    [t('trust.payments'), t('trust.of', { n: count(payments), max: count(maxCount) })],
    [t('trust.sum'), t('trust.of', { n: sum(units), max: sum(maxUnits) })],
    [t('trust.timeLeft'), t('duration.hours', { n: count(hoursLeft) })],
  ]
}

export function signedListFacts(
  { version, count: cards, age, source }: SignedListDetail,
  text: Text,
): Fact[] {
  const { t, count } = text
  const from: Fact = [t('trust.source'), source]
  if (age === null) return [[t('trust.version'), t('trust.noVersion')], from]
  return [
    [t('trust.version'), count(version)],
    [t('trust.cards'), count(cards)],
    [t('trust.age'), agoText(age, text)],
    from,
  ]
}

export const agoText = (ms: number, text: Text): string =>
  text.t('trust.ago', { time: durationText(ms / 1000, text) })
