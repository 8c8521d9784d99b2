import { clockAheadBy } from '../../components/chain-status.ts'
import { durationText } from '../../components/duration.ts'
import { missingWords } from '../../components/missing.ts'
import { deviceFaults } from '../../components/status.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { PassphraseButton } from '../passphrase/passphrase-button.tsx'
import { Condition } from './condition.tsx'
import { ExposureCondition } from './exposure-condition.tsx'
import { GasCondition } from './gas-condition.tsx'
import { NetworkCondition } from './network-condition.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

/** All that needs the person, then how the network and the fee account are. */
export function Conditions({ snapshot, terminal }: Props) {
  const { t, error } = useText()
  const { devices, key, paused } = snapshot
  const faults = new Set(deviceFaults(devices))
  const nearEnd = devices.printer.kind === 'ready' && devices.printer.paperNearEnd === true
  return (
    <section className="conditions">
      {[...faults].map((code) => (
        <Condition key={code} kind="attention" code={code} {...error(code)} />
      ))}
      {key !== 'ready' && (
        <Condition
          kind="attention"
          {...error(key === 'new-passphrase-needed' ? 'KEYRING_ABSENT' : 'KEY_LOCKED')}
        >
          <PassphraseButton state={key} onUnlock={terminal.unlock} />
        </Condition>
      )}
      <DeadlineCondition snapshot={snapshot} />
      {paused && <Condition kind="attention" what={t('paused.what')} now={t('paused.now')} />}
      <MissingCondition snapshot={snapshot} />
      <ClockCondition snapshot={snapshot} />
      {nearEnd && <Condition kind="attention" what={t('queue.paperNearEnd')} now={t('queue.changeRoll')} />}
      <NetworkCondition snapshot={snapshot} />
      {snapshot.network.kind !== 'online' && <ExposureCondition snapshot={snapshot} terminal={terminal} />}
      <GasCondition snapshot={snapshot} />
    </section>
  )
}

function DeadlineCondition({ snapshot: { queue } }: Pick<Props, 'snapshot'>) {
  const { t, moment } = useText()
  if (queue.expiring === 0 || queue.earliestDeadline === null) return null
  return (
    <Condition
      kind="attention"
      what={`${t('status.expiring', { count: queue.expiring })}.`}
      now={t('alarm.now', { when: moment(queue.earliestDeadline * 1000) })}
    />
  )
}

function MissingCondition({ snapshot: { queue, info } }: Pick<Props, 'snapshot'>) {
  const text = useText()
  const { missing } = queue.summary
  return missing.length > 0 && <Condition kind="attention" {...missingWords(missing, info.till, text)} />
}

function ClockCondition({ snapshot }: Pick<Props, 'snapshot'>) {
  const text = useText()
  const by = clockAheadBy(snapshot)
  if (by === null) return null
  return (
    <Condition kind="attention" code="CLOCK_WRONG" {...text.error('CLOCK_WRONG')}>
      <p className="condition__more">
        {text.t(by > 0 ? 'clock.ahead' : 'clock.behind', { by: durationText(Math.abs(by), text) })}
      </p>
    </Condition>
  )
}
