import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { OutOfServiceSnapshot } from '../../view.ts'

/** The terminal cannot sell: what is wrong, what to do, and the code for the phone call. */
export function OutOfService({ snapshot }: { readonly snapshot: OutOfServiceSnapshot }) {
  const { t, error } = useText()
  const { what, now } = error(snapshot.code)
  return (
    <main className="plain-screen">
      <div className="said" role="alert">
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
    </main>
  )
}
