import { toChecksumAddress } from '#src/payment/address.ts'
import { isGasLow } from '../../components/chain-status.ts'
import { Qr } from '../../components/qr.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot } from '../../view.ts'
import { Condition } from './condition.tsx'

/** How long the fee account lasts, and where to send it money. */
export function GasCondition({ snapshot }: { readonly snapshot: ReadySnapshot }) {
  const { t, error } = useText()
  const { network, held } = snapshot
  if (network.kind !== 'online' || network.status.gasPayments === null) return null
  const { gasPayments, gasAccount } = network.status
  const low = isGasLow(snapshot)
  const lasts = t('queue.gas', { count: gasPayments })
  const tooLow = held === 'GAS_TOO_LOW' ? error(held) : null
  const words = tooLow ?? { what: lasts, now: low ? t('gas.low') : '' }
  return (
    <Condition kind={low ? 'attention' : 'good'} {...words}>
      {tooLow && <p className="condition__more">{lasts}</p>}
      {gasAccount !== null && (
        <div className="account">
          <p className="account__text">
            <span className="account__label">{t('gas.account')}</span>
            <code className="account__address">{toChecksumAddress(gasAccount)}</code>
          </p>
          {low && <Qr text={toChecksumAddress(gasAccount)} label={t('gas.scan')} />}
        </div>
      )}
    </Condition>
  )
}
