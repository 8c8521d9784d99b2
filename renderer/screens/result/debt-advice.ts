import type { Failure } from '#src/result.ts'
import type { Text } from '../../i18n/use-text.ts'
import type { ReadySnapshot } from '../../view.ts'

interface Situation {
  readonly snapshot: Pick<ReadySnapshot, 'now' | 'info' | 'network' | 'paused'>
  /** When "Pay now" was pressed, ms since the epoch; null while nothing is being paid. */
  readonly payingSince: number | null
  /** Why the last try did not work. */
  readonly trouble: Failure | null
}

/** What a cashier does about a card that owes, or what is being done. */
export function debtAdvice(situation: Situation, { t, count, error, money }: Text): string {
  const { snapshot, payingSince, trouble } = situation
  if (payingSince !== null) {
    const seconds = Math.floor((snapshot.now - payingSince) / 1000)
    return seconds < 1
      ? t('debt.paying')
      : `${t('debt.paying')} ${t('debt.seconds', { seconds: count(seconds) })}`
  }
  if (snapshot.network.kind !== 'online') return t('debt.offline')
  if (snapshot.paused) return t('debt.paused')
  if (trouble?.missing !== undefined)
    return t('debt.missing', { amount: money(trouble.missing, snapshot.info.asset) })
  if (!trouble) return t('debt.how')
  const { what, now } = error(trouble.code)
  return `${what} ${now}`
}
