import type { ErrorCode } from '#src/errors/codes.ts'
import type { StationFault } from '#src/station-screen/fault.ts'
import { Mark } from '../../components/mark.tsx'
import type { PlainKey } from '../../i18n/table.ts'
import { useText } from '../../i18n/use-text.ts'
import { Frame } from './frame.tsx'
import { Languages } from './languages.tsx'
import type { StationProps } from './station.tsx'
import { unbroken } from './unbroken.ts'

/** What, since when, whom to call; and that nobody needs to wait for somebody to restart it. */
export function OutOfOrder({ fault, ...props }: StationProps & { readonly fault: StationFault }) {
  const { t, time } = useText()
  return (
    <Frame {...props} touch={<Languages onChange={props.terminal.setLanguage} />}>
      <div className="out-of-order" role="alert">
        <Mark kind="bad" />
        <h1 className="station__title">{t('station.out')}</h1>
        <p className="station__text">{t(reasonOf(fault.code))}</p>
        <p className="station__text">{t('station.out.now')}</p>
        <p className="station__call">{t('station.call', { phone: unbroken(props.view.info.phone) })}</p>
        <p className="station__small">
          {t('station.since', { when: time(fault.since) })} · <code>{fault.code}</code>
        </p>
      </div>
    </Frame>
  )
}

/** A passenger needs to know no cables. */
export function reasonOf(code: ErrorCode): PlainKey {
  if (/^(READER|LINK|HID|PCSC)_/.test(code)) return 'station.out.reader'
  if (/^RATE_/.test(code)) return 'station.out.rate'
  if (/^JOURNAL_/.test(code)) return 'station.out.disk'
  return code === 'CLOCK_WRONG' ? 'station.out.clock' : 'station.out.other'
}
