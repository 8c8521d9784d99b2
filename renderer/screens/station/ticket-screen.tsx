import { Button } from 'react-aria-components'
import { isLeftOut, type KioskStep } from '#src/station-screen/kiosk.ts'
import { Mark } from '../../components/mark.tsx'
import { Qr } from '../../components/qr.tsx'
import { useText } from '../../i18n/use-text.ts'
import { Frame } from './frame.tsx'
import type { StationProps } from './station.tsx'
import { unbroken } from './unbroken.ts'

type Props = StationProps & { readonly step: KioskStep & { name: 'ticket' } }

/** Paid: the paper comes out, or its code stands here to be photographed. */
export function TicketScreen({ step, ...props }: Props) {
  const { t } = useText()
  return (
    <Frame
      {...props}
      touch={
        <Button
          className="station-button station-button--whole"
          autoFocus
          isDisabled={step.ticket.kind === 'printing'}
          onPress={props.terminal.station.back}
        >
          {t('station.done')}
        </Button>
      }
    >
      <div className="ticket" role="status">
        <TicketWords {...props} step={step} />
      </div>
    </Frame>
  )
}

function TicketWords({ step, view }: Props) {
  const { t, moment } = useText()
  const { ticket, receipt } = step
  if (ticket.kind === 'printing') return <Title kind="working" text={t('station.printing')} />
  if (ticket.kind === 'failed')
    return (
      <>
        <Title kind="attention" text={t('station.notPrinted')} />
        <p className="station__text">
          {t('station.noTicket', { phone: unbroken(view.info.phone), receipt })}
        </p>
        <code>{ticket.code}</code>
      </>
    )
  const { code, validUntil, topUp } = ticket.ticket
  const isMissing = isLeftOut(ticket.ticket)
  return (
    <>
      <Title
        kind={isMissing ? 'attention' : 'good'}
        text={t(isMissing ? 'station.notPrinted' : 'station.take')}
      />
      {isMissing && <p className="station__text">{t('station.photograph')}</p>}
      {isMissing && <Qr text={code} label={t('station.ticketCode')} />}
      {topUp === 'begun' && <p className="station__text">{t('station.begun')}</p>}
      <p className="station__text">
        {t(topUp === 'prolonged' ? 'station.prolonged' : 'station.valid', { when: moment(validUntil) })}
      </p>
    </>
  )
}

const Title = ({
  kind,
  text,
}: {
  readonly kind: 'good' | 'working' | 'attention'
  readonly text: string
}) => (
  <h1 className={`station__title station__title--marked station__title--${kind}`}>
    <Mark kind={kind} />
    {text}
  </h1>
)
