import type { ReactNode } from 'react'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { ErrorWords } from '#src/errors/words/table.ts'
import { Mark, type MarkKind } from '../../components/mark.tsx'
import { faultOf, networkStatus } from '../../components/status.ts'
import { type Text, useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { PassphraseButton } from '../passphrase/passphrase-button.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

/** The network, and every device and key that needs the person. */
export function Conditions({ snapshot, terminal }: Props) {
  const text = useText()
  const { devices, key } = snapshot
  const status = networkStatus(snapshot, text)
  const faults = [faultOf(devices.reader), faultOf(devices.printer)].filter((code) => code !== undefined)
  const nearEnd = devices.printer.kind === 'ready' && devices.printer.paperNearEnd === true
  return (
    <section className="conditions">
      <Condition kind={status.kind} {...networkWords(snapshot, text)}>
        <GasLeft snapshot={snapshot} />
      </Condition>
      {faults.map((code) => (
        <Condition key={code} kind="attention" code={code} {...text.error(code)} />
      ))}
      {nearEnd && (
        <Condition kind="attention" what={text.t('queue.paperNearEnd')} now={text.t('queue.changeRoll')} />
      )}
      {key !== 'ready' && (
        <Condition
          kind="attention"
          {...text.error(key === 'new-passphrase-needed' ? 'KEYRING_ABSENT' : 'KEY_LOCKED')}
        >
          <PassphraseButton state={key} onUnlock={terminal.unlock} />
        </Condition>
      )}
    </section>
  )
}

interface ConditionProps extends ErrorWords {
  readonly kind: MarkKind
  readonly code?: ErrorCode
  readonly children?: ReactNode
}

const Condition = ({ kind, what, now, code, children }: ConditionProps) => (
  <div className="condition">
    <Mark kind={kind} />
    <div className="condition__text">
      <p>
        <strong>{what}</strong> {now}
      </p>
      {code !== undefined && <code className="condition__code">{code}</code>}
      {children}
    </div>
  </div>
)

function networkWords({ network }: ReadySnapshot, { t, error }: Text): ErrorWords {
  switch (network.kind) {
    case 'online':
      return { what: t('queue.onlineWhat'), now: t('queue.onlineNow') }
    case 'connecting':
      return { what: t('queue.connectingWhat'), now: t('queue.connectingNow') }
    case 'offline':
      return error('RPC_UNREACHABLE')
    case 'fault':
      return error(network.code)
  }
}

function GasLeft({ snapshot }: { readonly snapshot: ReadySnapshot }) {
  const { t } = useText()
  const { network } = snapshot
  if (network.kind !== 'online' || network.gasPayments === null) return null
  return <p className="condition__more">{t('queue.gas', { count: network.gasPayments })}</p>
}
