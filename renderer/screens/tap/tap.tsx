import { Button } from 'react-aria-components'
import type { DeviceState, TerminalInfo } from '#src/ipc/contract.ts'
import { priceOf } from '#src/order/price.ts'
import { Due } from '../../components/due.tsx'
import { Notice } from '../../components/notice.tsx'
import { Ring } from '../../components/ring.tsx'
import { useKey } from '../../components/use-key.ts'
import { useText } from '../../i18n/use-text.ts'
import { PayCodes } from './pay-codes.tsx'
import { type CardStep, codeOf, hasOnlyCode, noticeOf, progressOf, TAP_STEPS, transferOf } from './steps.ts'
import { TapSteps } from './tap-steps.tsx'

interface Props {
  readonly flow: CardStep
  readonly info: TerminalInfo
  readonly reader: DeviceState
  readonly offline: boolean
  readonly onCancel: () => void
}

/** The customer's screen: how much, and what the card or the wallet has to do. */
export function Tap({ flow, info, reader, offline, onCancel }: Props) {
  const { t, error } = useText()
  const { done, doing, instruction } = progressOf(flow, reader, offline)
  const notice = noticeOf(flow, reader, offline)
  const codes = { request: codeOf(flow), transfer: transferOf(flow, offline) }
  const onlyCode = hasOnlyCode(flow, reader, offline)
  // Once the card is known it is asked to sign, and money may be given: the answer must be waited for.
  const tooLate = flow.payer !== null
  const cancel = () => {
    if (!tooLate) onCancel()
  }
  useKey('Escape', cancel)

  return (
    <main className="tap">
      <section className="tap__customer">
        <p className="tap__payee">{t('tap.payee', { shop: info.shop })}</p>
        <Due units={flow.units} asset={info.asset} price={priceOf(flow.order)} />
        {offline && <p className="tap__offline">{t('tap.offline')}</p>}
        <div className="tap__notice">{notice !== null && <Notice {...error(notice)} />}</div>
        <div className="tap__action">
          {!onlyCode && <Ring label={t('tap.progress')} done={done} doing={doing} of={TAP_STEPS.length} />}
          <h1 className="tap__instruction" aria-live="assertive">
            {t(instruction)}
          </h1>
        </div>
      </section>
      <aside className="tap__side">
        {codes.request === null && codes.transfer === null ? (
          <TapSteps done={done} doing={doing} payer={flow.payer} receipt={flow.receipt} />
        ) : (
          <PayCodes {...codes} receipt={flow.receipt} asset={info.asset} isOnly={onlyCode} />
        )}
        <Button className="button button--large" isDisabled={tooLate} onPress={cancel}>
          {t('cancel')}
        </Button>
      </aside>
    </main>
  )
}
