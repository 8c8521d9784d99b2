import { networkName } from '#src/chain/names.ts'
import type { TransferOffer } from '#src/ipc/contract.ts'
import type { Asset } from '#src/money/asset.ts'
import { toChecksumAddress } from '#src/payment/address.ts'
import { Qr } from '../../components/qr.tsx'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly transfer: TransferOffer
  readonly asset: Asset
}

/** What a customer sends on chain, as a code and in words: wallets read such codes differently. */
export function TransferCode({ transfer, asset }: Props) {
  const { t, money } = useText()
  const { uri, units, chainId, payee } = transfer
  return (
    <div className="wallet-code transfer-code">
      <Qr text={uri} label={t('tap.chainCode')} />
      <p className="transfer-code__amount">{t('tap.chainSend', { amount: money(units, asset) })}</p>
      <p className="transfer-code__where">{t('tap.chainNetwork', { network: networkName(chainId) })}</p>
      <p className="transfer-code__where">{t('tap.chainTo', { payee: toChecksumAddress(payee) })}</p>
    </div>
  )
}
