import { Button } from 'react-aria-components'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { OutOfServiceSnapshot } from '../../view.ts'
import { useOpenService } from '../service/maybe-service.tsx'

/** The terminal cannot sell: what is wrong, what to do, and the code for the phone call. */
export function OutOfService({ snapshot }: { readonly snapshot: OutOfServiceSnapshot }) {
  const { t, error } = useText()
  const openService = useOpenService()
  const { what, now } = error(snapshot.code)
  return (
    <main className="plain-screen" data-opens-service>
      <div className="plain-screen__said" role="alert">
        <Mark kind="bad" />
        <h1 className="plain-screen__title">{t('out.title')}</h1>
        <p className="plain-screen__text">
          {what}
          <br />
          {now}
        </p>
        <p className="plain-screen__code">
          <code>{snapshot.code}</code>
          {snapshot.detail !== undefined && <span>{snapshot.detail}</span>}
        </p>
      </div>
      <Button className="button" onPress={openService}>
        {t('service.title')}
      </Button>
    </main>
  )
}
