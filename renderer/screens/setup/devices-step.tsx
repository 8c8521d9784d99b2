import { Label, Radio, RadioGroup } from 'react-aria-components'
import { DEVICE_KINDS, type DeviceKind, type DeviceOption } from '#src/ipc/setup.ts'
import type { Ask } from '../../ask.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import { Shown } from '../service/shown.tsx'
import { useLoaded } from '../service/use-loaded.ts'
import type { Chosen, ChosenDevices } from './draft.ts'
import { AUTOMATIC, foundCount, optionsOf, titleOf } from './options.ts'

const EVERY_MS = 2000

interface Props {
  readonly ask: Ask
  readonly chosen: ChosenDevices
  readonly onChoose: (device: DeviceKind, chosen: Chosen | undefined) => void
}

/** What is plugged in now, anew every two seconds. Nothing has to be chosen. */
export function DevicesStep({ ask, chosen, onChoose }: Props) {
  const { t } = useText()
  const found = useLoaded(() => ask('setup/devices', undefined), { everyMs: EVERY_MS })
  return (
    <Shown loaded={found}>
      {(there) => (
        <>
          <p role="status">{t('setup.found', { count: foundCount(there) })}</p>
          {DEVICE_KINDS.map((device) => (
            <Choice
              key={device}
              device={device}
              options={optionsOf(device, there, chosen[device])}
              chosen={chosen[device]}
              onChoose={(one) => onChoose(device, one)}
            />
          ))}
        </>
      )}
    </Shown>
  )
}

interface ChoiceProps {
  readonly device: DeviceKind
  readonly options: readonly DeviceOption[]
  readonly chosen: Chosen | undefined
  readonly onChoose: (chosen: Chosen | undefined) => void
}

function Choice({ device, options, chosen, onChoose }: ChoiceProps) {
  const { t } = useText()
  return (
    <RadioGroup
      className="setup-devices"
      value={chosen?.id ?? AUTOMATIC}
      onChange={(id) => onChoose(options.find((option) => option.id === id))}
    >
      <Label className="service__title">{t(`service.name.${device}`)}</Label>
      <Radio className="setup-device" value={AUTOMATIC}>
        {t(device === 'display' ? 'setup.device.none' : 'setup.device.auto')}
      </Radio>
      {options.map((option) => (
        <Radio key={option.id} className="setup-device" value={option.id}>
          <Option option={option} />
        </Radio>
      ))}
    </RadioGroup>
  )
}

function Option({ option }: { readonly option: DeviceOption }) {
  const { t, error } = useText()
  const { state, code } = option
  const title = titleOf(option, t)
  if (option.what === '') return title
  return (
    <>
      <span className="setup-device__what">{title}</span>
      <span className="setup-device__state">
        <Mark kind={state === 'answers' ? 'good' : state === 'failed' ? 'bad' : 'offline'} />
        {code === null ? t(`setup.device.${state}`) : `${error(code).what} ${error(code).now}`}
      </span>
    </>
  )
}
