import { Button } from 'react-aria-components'
import { DEVICE_KINDS } from '#src/ipc/setup.ts'
import { useText } from '../../i18n/use-text.ts'
import { checkAddress, inGroups } from './address-check.ts'
import { type ChosenDevices, type Draft, FIELDS, type Field, STEPS, type Step } from './draft.ts'
import { titleOf } from './options.ts'

interface Props {
  readonly draft: Draft
  readonly devices: ChosenDevices
  readonly onStep: (step: Step) => void
}

/** All that was entered, and a way back to each step. The PIN is not shown again. */
export function Summary({ draft, devices, onStep }: Props) {
  const { t } = useText()
  return STEPS.filter((step) => step === 'devices' || FIELDS[step].length > 0).map((step) => (
    <section key={step} className="service-facts">
      <header className="service-head">
        <h2 className="service__title setup-summary__title">{t(`setup.step.${step}`)}</h2>
        <Button
          className="button button--small"
          aria-label={`${t('setup.change')}: ${t(`setup.step.${step}`)}`}
          onPress={() => onStep(step)}
        >
          {t('setup.change')}
        </Button>
      </header>
      <dl className="service-facts__list">
        {FIELDS[step].map((field) => (
          <div key={field} className="service-facts__one">
            <dt>{t(`setup.field.${field}`)}</dt>
            <dd>{shown(field, draft[field].trim())}</dd>
          </div>
        ))}
        {step === 'devices' && <Devices devices={devices} />}
      </dl>
    </section>
  ))
}

function Devices({ devices }: { readonly devices: ChosenDevices }) {
  const { t } = useText()
  return DEVICE_KINDS.map((device) => {
    const chosen = devices[device]
    const otherwise = t(device === 'display' ? 'setup.device.none' : 'setup.device.auto')
    return (
      <div key={device} className="service-facts__one">
        <dt>{t(`service.name.${device}`)}</dt>
        <dd>{chosen ? titleOf(chosen, t) : otherwise}</dd>
      </div>
    )
  })
}

function shown(field: Field, text: string): string {
  if (text === '') return '–'
  if (field === 'servicePin' || field === 'pinAgain') return '••••'
  const check = field === 'payee' || field === 'contract' ? checkAddress(text) : null
  return check?.kind === 'good' ? inGroups(check.address) : text
}
