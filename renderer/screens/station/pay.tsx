import { Button } from 'react-aria-components'
import type { StationProduct } from '#src/ipc/station.ts'
import { Notice } from '../../components/notice.tsx'
import { Ring } from '../../components/ring.tsx'
import { useKey } from '../../components/use-key.ts'
import { useText } from '../../i18n/use-text.ts'
import { PayCodes } from '../tap/pay-codes.tsx'
import {
  type CardStep,
  codeOf,
  hasOnlyCode,
  noticeOf,
  progressOf,
  TAP_STEPS,
  transferOf,
} from '../tap/steps.ts'
import { Fare } from './fare.tsx'
import { Frame } from './frame.tsx'
import { NotPaid } from './not-paid.tsx'
import type { StationProps } from './station.tsx'

type Props = StationProps & { readonly product: StationProduct }

/** A product is paid like any other sale: by card, by a wallet's code, or on chain. */
export function Pay(props: Props) {
  const { snapshot, terminal } = props
  const { flow } = snapshot
  if (flow.step === 'declined')
    return <NotPaid flow={flow} onAnotherCard={terminal.anotherCard} onBack={terminal.station.back} />
  return <PayByCard {...props} flow={flow.step === 'card' ? flow : null} />
}

/** `flow` is null until the wait for a ride has ended and the sale is open. */
function PayByCard({ flow, product, ...props }: Props & { readonly flow: CardStep | null }) {
  const { t, language, error, money } = useText()
  const { snapshot, view, terminal } = props
  const reader = snapshot.devices.reader
  const offline = snapshot.network.kind !== 'online'
  const { back } = terminal.station
  // Once the card is known it is asked to sign, and money may be given: the answer must be waited for.
  const tooLate = flow !== null && flow.payer !== null
  useKey('Escape', () => {
    if (!tooLate) back()
  })
  const notice = flow && noticeOf(flow, reader, offline)
  return (
    <Frame
      {...props}
      touch={
        <Button className="station-button station-button--whole" isDisabled={tooLate} onPress={back}>
          {t('cancel')}
        </Button>
      }
    >
      <div className="pay">
        <div className="pay__what">
          <p className="station__product">{product.name[language]}</p>
          <Fare units={product.price} currency={view.info.currency} />
          {flow && <p className="pay__token">= {money(flow.units, snapshot.info.asset)}</p>}
          {product.kind === 'pass-top-up' && product.days !== null && (
            <p className="pay__rule">{t('station.topUp', { count: product.days })}</p>
          )}
          {notice && <Notice {...error(notice)} />}
        </div>
        {flow ? <PayWays flow={flow} {...props} /> : <h1 className="pay__instruction">{t('tap.opening')}</h1>}
      </div>
    </Frame>
  )
}

function PayWays({ flow, snapshot }: StationProps & { readonly flow: CardStep }) {
  const { t } = useText()
  const reader = snapshot.devices.reader
  const offline = snapshot.network.kind !== 'online'
  const { done, doing, instruction } = progressOf(flow, reader, offline)
  const codes = { request: codeOf(flow), transfer: transferOf(flow, offline) }
  const onlyCode = hasOnlyCode(flow, reader, offline)
  return (
    <div className="pay__ways">
      <div className="pay__card">
        {!onlyCode && <Ring label={t('tap.progress')} done={done} doing={doing} of={TAP_STEPS.length} />}
        <h1 className="pay__instruction" aria-live="assertive">
          {t(instruction)}
        </h1>
      </div>
      {(codes.request !== null || codes.transfer !== null) && (
        <PayCodes {...codes} receipt={flow.receipt} asset={snapshot.info.asset} isOnly={onlyCode} />
      )}
    </div>
  )
}
