import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { DeviceDetail, WireRecord } from '#src/ipc/maintenance.ts'
import { useText } from '../../i18n/use-text.ts'
import { CopyButton } from './copy-button.tsx'
import type { ServiceLink } from './link.ts'
import { preciseTime } from './precise-time.ts'
import { ScrollingLog } from './scrolling-log.tsx'
import { useTail } from './use-tail.ts'

const EVERY_MS = 500

interface Props {
  readonly device: DeviceDetail['device']
  readonly link: ServiceLink
}

/** What goes over a device's wire, as it goes. Secrets never leave main. */
export function WireLog({ device, link }: Props) {
  const { t } = useText()
  const { records, isPaused, setPaused } = useTail((after) => link.ask('service/wire', { after }), EVERY_MS)
  const [clearedAt, setClearedAt] = useState(0)
  const shown = records.filter((record) => record.device === device && record.seq > clearedAt)
  return (
    <section className="service-log">
      <header className="service-log__head">
        <h3 className="service__title">{t('service.wire')}</h3>
        <Button className="button button--small" onPress={() => setPaused(!isPaused)}>
          {t(isPaused ? 'queue.resume' : 'queue.pause')}
        </Button>
        <Button
          className="button button--small"
          onPress={() => setClearedAt(records.at(-1)?.seq ?? clearedAt)}
        >
          {t('service.clear')}
        </Button>
        <CopyButton text={() => shown.map(lineOf).join('\n')} />
      </header>
      <ScrollingLog label={t('service.wire')} empty={t('service.wireEmpty')} lines={shown.map(lineOf)} />
    </section>
  )
}

const lineOf = ({ at, direction, hex }: WireRecord): string =>
  `${preciseTime(at)} ${direction === 'in' ? '←' : '→'} ${spaced(hex)}`

/** "d4 4a 01": two letters a byte, as data sheets print it. */
const spaced = (hex: string): string => hex.replace(/[0-9a-fx]{2}(?=[^…])/g, '$& ')
