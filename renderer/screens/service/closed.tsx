import { Button, DialogTrigger } from 'react-aria-components'
import type { Closure } from '#src/fleet/closure.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ServiceAsk } from './link.ts'
import { PinDialog } from './pin-dialog.tsx'

/** Who has taken the terminal out of service, and why; a technician may put it back. */
export function Closed({ closure, ask }: { readonly closure: Closure; readonly ask: ServiceAsk }) {
  const { t, moment } = useText()
  const putBack = async (pin: string) => {
    const done = await ask('service/back-in-service', { pin })
    return done.ok ? null : done.error
  }
  return (
    <div className="notice notice--attention" role="status">
      <Mark kind="attention" />
      <p className="notice__text">
        <strong>{t('out.title')}.</strong> {t('closed.by', { by: closure.by, when: moment(closure.at) })}
        <br />
        <span dir="auto">{closure.reason}</span>
      </p>
      <DialogTrigger>
        <Button className="button button--small">{t('service.putBack')}</Button>
        <PinDialog title={t('service.putBackTitle')} onPin={putBack}>
          <p>{t('service.putBackText')}</p>
        </PinDialog>
      </DialogTrigger>
    </div>
  )
}
