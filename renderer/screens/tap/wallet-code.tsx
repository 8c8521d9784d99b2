import { Qr } from '../../components/qr.tsx'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly request: string
  /** There is no reader: it is the only way. */
  readonly isOnly: boolean
}

/** The other way to pay: a wallet scans this, signs, and shows its answer to the scanner. */
export function WalletCode({ request, isOnly }: Props) {
  const { t } = useText()
  return (
    <div className="wallet-code">
      <Qr text={request} label={t('tap.walletCode')} />
      <p className="wallet-code__how">{t(isOnly ? 'tap.walletOnly' : 'tap.wallet')}</p>
    </div>
  )
}
