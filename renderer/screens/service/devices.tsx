import { useState } from 'react'
import { Button, DialogTrigger, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { DeviceDetail, SelfTest } from '#src/ipc/maintenance.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import { Facts } from './facts.tsx'
import type { PageProps } from './page-props.ts'
import { STATE_MARKS } from './service-words.ts'
import { Shown } from './shown.tsx'
import { TestDialog } from './test-dialog.tsx'
import { useLoaded } from './use-loaded.ts'
import { WireLog } from './wire-log.tsx'

type Device = DeviceDetail['device']
const DEVICES = ['reader', 'printer', 'scanner', 'display'] as const satisfies readonly Device[]

/** What can be tried on each device. */
const TESTS: Readonly<Record<Device, readonly SelfTest[]>> = {
  reader: ['card', 'payment-path'],
  printer: ['print', 'drawer'],
  scanner: ['scanner'],
  display: ['display'],
}
const EVERY_MS = 2000

/** Each device: what it is, how it does, what goes over its wire, and its tests. */
export function DevicesPage(props: PageProps) {
  const { t, count } = useText()
  const [device, setDevice] = useState<Device>('reader')
  const { ask } = props.link
  const detail = useLoaded(() => ask('service/device', { device }), { key: device, everyMs: EVERY_MS })
  return (
    <>
      <h2 className="service-head__title">{t('service.page.devices')}</h2>
      <ToggleButtonGroup
        className="languages service-tabs"
        aria-label={t('service.page.devices')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[device]}
        onSelectionChange={(keys) => setDevice(DEVICES.find((known) => keys.has(known)) ?? device)}
      >
        {DEVICES.map((known) => (
          <ToggleButton key={known} id={known} className="languages__one">
            {t(`service.name.${known}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <DeviceState device={device} overview={props.overview} />
      <div className="service-actions">
        {TESTS[device].map((test) => (
          <DialogTrigger key={test}>
            <Button className="button button--small">{t(`service.test.${test}`)}</Button>
            <TestDialog test={test} link={props.link} />
          </DialogTrigger>
        ))}
      </div>
      <Shown loaded={detail}>
        {({ identity, counters }) => (
          <div className="service-columns">
            <Facts
              title={t('service.identity')}
              facts={identity.map(([fact, value]) => [t(`service.fact.${fact}`), value])}
            />
            <Facts
              title={t('service.counters')}
              facts={counters.map(([counter, n]) => [t(`service.counter.${counter}`), count(n)])}
            />
          </div>
        )}
      </Shown>
      <WireLog key={device} device={device} link={props.link} />
    </>
  )
}

function DeviceState({ device, overview }: { readonly device: Device } & Pick<PageProps, 'overview'>) {
  const { t, error, moment } = useText()
  const row = overview.value?.services.find(({ name }) => name === device)
  if (!row) return null
  const words = row.code === null ? null : error(row.code)
  return (
    <p className="device-state" aria-live="polite">
      <Mark kind={STATE_MARKS[row.state]} />
      <span>
        <strong>{t(`service.state.${row.state}`)}</strong> · {row.what} ·{' '}
        {t('service.since', { when: moment(row.since) })}
        {words && (
          <span className="device-state__why">
            <strong>{words.what}</strong> {words.now} <code>{row.code}</code>
          </span>
        )}
      </span>
    </p>
  )
}
