import { type Address, shortAddress } from '#src/payment/address.ts'
import { useText } from '../../i18n/use-text.ts'
import { TAP_STEPS } from './steps.ts'

interface Props {
  readonly done: number
  readonly doing: boolean
  readonly payer: Address | null
  readonly receipt: string | null
}

/** The same progress as the ring, in words; and which card it is. */
export function TapSteps({ done, doing, payer, receipt }: Props) {
  const { t } = useText()
  return (
    <div className="tap-steps">
      <p className="tap-steps__receipt">{receipt ?? '\u00a0'}</p>
      <ol className="tap-steps__list">
        {TAP_STEPS.map((step, index) => (
          <li key={step} className={`tap-steps__step tap-steps__step--${stateOf(index, done, doing)}`}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <circle cx="12" cy="12" r="10" />
              {index < done && <path d="m7 12.4 3.4 3.4L17 8.6" />}
            </svg>
            <span>{t(step)}</span>
          </li>
        ))}
      </ol>
      <p className="tap-steps__card">
        {payer === null ? '\u00a0' : t('tap.card', { address: shortAddress(payer) })}
      </p>
    </div>
  )
}

function stateOf(index: number, done: number, doing: boolean): 'done' | 'doing' | 'open' {
  if (index < done) return 'done'
  return index === done && doing ? 'doing' : 'open'
}
