import type { Closure } from '#src/fleet/closure.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import { Frame } from './frame.tsx'
import { Languages } from './languages.tsx'
import type { StationProps } from './station.tsx'
import { unbroken } from './unbroken.ts'

/** The operator has taken the machine out of service: why, in their words, and what to do. */
export function Closed({ closure, ...props }: StationProps & { readonly closure: Closure }) {
  const { t, moment } = useText()
  return (
    <Frame {...props} touch={<Languages onChange={props.terminal.setLanguage} />}>
      <div className="out-of-order" role="alert">
        <Mark kind="bad" />
        <h1 className="station__title">{t('station.out')}</h1>
        <p className="station__text station__reason" dir="auto">
          {closure.reason}
        </p>
        <p className="station__text">{t('station.closed.now')}</p>
        <p className="station__call">{t('station.call', { phone: unbroken(props.view.info.phone) })}</p>
        <p className="station__small">
          {t('station.since', { when: moment(closure.at) })} · <code>TERMINAL_CLOSED</code>
        </p>
      </div>
    </Frame>
  )
}
