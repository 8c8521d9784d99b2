import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { TransferOffer } from '#src/ipc/contract.ts'
import type { Asset } from '#src/money/asset.ts'
import { useText } from '../../i18n/use-text.ts'
import { TransferCode } from './transfer-code.tsx'
import { WalletCode } from './wallet-code.tsx'

interface Props {
  readonly request: string | null
  readonly transfer: TransferOffer | null
  readonly receipt: string | null
  readonly asset: Asset
  readonly isOnly: boolean
}

type Way = 'wallet' | 'chain'

/** The ways to pay without a card; where there are two, the customer chooses. */
export function PayCodes({ request, transfer, receipt, asset, isOnly }: Props) {
  const { t } = useText()
  const [chosen, setChosen] = useState<Way>('wallet')
  const way = request === null || (transfer !== null && chosen === 'chain') ? 'chain' : 'wallet'
  return (
    <div className="pay-codes">
      <p className="tap-steps__receipt">{receipt ?? '\u00a0'}</p>
      {request !== null && transfer !== null && (
        <ToggleButtonGroup
          className="pay-codes__choice"
          aria-label={t('tap.choice')}
          disallowEmptySelection
          selectedKeys={[way]}
          onSelectionChange={(keys) => setChosen(keys.has('chain') ? 'chain' : 'wallet')}
        >
          <ToggleButton id="wallet">{t('tap.byWallet')}</ToggleButton>
          <ToggleButton id="chain">{t('tap.byChain')}</ToggleButton>
        </ToggleButtonGroup>
      )}
      {way === 'wallet' && request !== null && <WalletCode request={request} isOnly={isOnly} />}
      {way === 'chain' && transfer !== null && <TransferCode transfer={transfer} asset={asset} />}
    </div>
  )
}
