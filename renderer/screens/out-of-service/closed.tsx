import { Button } from 'react-aria-components'
import type { Closure } from '#src/fleet/closure.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { useOpenService } from '../service/maybe-service.tsx'
import { Framed } from '../shell/framed.tsx'

interface Props {
  readonly closure: Closure
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

/**
 * The operator has taken the terminal out of service: why, in their words, and what to do. It stands where goods would
 * be sold; payments, the shift and whoever wants to sign out are where they always are.
 */
export function Closed({ closure, snapshot, terminal }: Props) {
  const { t, moment } = useText()
  const openService = useOpenService()
  return (
    <Framed snapshot={snapshot} terminal={terminal}>
      <div className="plain-screen plain-screen--framed" data-opens-service>
        <div className="plain-screen__said" role="alert">
          <div className="plain-screen__head">
            <Mark kind="bad" />
            <h1 className="plain-screen__title">{t('out.title')}</h1>
          </div>
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
      </div>
    </Framed>
  )
}
