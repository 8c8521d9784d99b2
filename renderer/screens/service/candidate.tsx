import { Button, DialogTrigger } from 'react-aria-components'
import type { ConfigCandidate } from '#src/ipc/maintenance.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import { ConfigProblems } from './config-problems.tsx'
import { Differences } from './differences.tsx'
import type { ServiceAsk } from './link.ts'
import { PinDialog } from './pin-dialog.tsx'
import { Problem } from './problem.tsx'

interface Props {
  readonly candidate: ConfigCandidate
  readonly ask: ServiceAsk
  readonly onApplied: () => void
  readonly onPutAway: () => void
}

/** A configuration from a file: what is wrong with it or its signature, or what it would change. */
export function Candidate({ candidate, ask, onApplied, onPutAway }: Props) {
  const { t } = useText()
  const { id, fileName, problems, signature, differences, mends } = candidate
  const refused = signature?.refused
  const isGood = problems.length === 0 && !refused
  const apply = async (pin: string) => {
    const applied = await ask('service/apply-config', { id, pin })
    if (!applied.ok) return applied.error
    onApplied()
    return null
  }
  return (
    <section className="candidate">
      <header className="service-log__head">
        <Mark kind={isGood ? 'good' : 'bad'} />
        <h3 className="service__title">{fileName}</h3>
        <p className="service-log__file" role="status">
          {isGood
            ? t('service.changes', { count: differences.length })
            : t(refused ? 'service.refusedFile' : 'service.notApplied')}
        </p>
        <Button className="button button--small" onPress={onPutAway}>
          {t('service.putAway')}
        </Button>
        {isGood && (differences.length > 0 || mends) && (
          <DialogTrigger>
            <Button className="button button--small button--primary">{t('service.apply')}</Button>
            <PinDialog title={t('service.applyTitle')} onPin={apply}>
              <p>{t('service.changes', { count: differences.length })}</p>
              <p>{t('service.applyText')}</p>
            </PinDialog>
          </DialogTrigger>
        )}
      </header>
      {refused && <Problem failure={refused} />}
      <ConfigProblems problems={problems} />
      {isGood && differences.length > 0 && <Differences differences={differences} />}
    </section>
  )
}
