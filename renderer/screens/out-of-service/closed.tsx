import { Button } from 'react-aria-components'
import type { Closure } from '#src/fleet/closure.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import { useOpenService } from '../service/maybe-service.tsx'

/** The operator has taken the terminal out of service: why, in their words, and what to do. */
export function Closed({ closure }: { readonly closure: Closure }) {
  const { t, moment } = useText()
  const openService = useOpenService()
  return (
    <main className="plain-screen" data-opens-service>
      <div className="plain-screen__said" role="alert">
        <Mark kind="bad" />
        <h1 className="plain-screen__title">{t('out.title')}</h1>
        <p className="plain-screen__text plain-screen__reason" dir="auto">
          {closure.reason}
        </p>
        <p className="plain-screen__text">{t('closed.now')}</p>
        <p className="plain-screen__code">
          {t('closed.by', { by: closure.by, when: moment(closure.at) })} <code>TERMINAL_CLOSED</code>
        </p>
      </div>
      <Button className="button" onPress={openService}>
        {t('service.title')}
      </Button>
    </main>
  )
}
