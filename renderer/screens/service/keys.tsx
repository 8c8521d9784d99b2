import { Button, DialogTrigger } from 'react-aria-components'
import type { KeyDetail } from '#src/ipc/maintenance.ts'
import { formatAmount } from '#src/money/amount.ts'
import type { Asset } from '#src/money/asset.ts'
import { toChecksumAddress } from '#src/payment/address.ts'
import { Qr } from '../../components/qr.tsx'
import { type Text, useText } from '../../i18n/use-text.ts'
import { BackUpDialog } from './back-up-dialog.tsx'
import { CopyButton } from './copy-button.tsx'
import type { ServiceAsk } from './link.ts'
import type { PageProps } from './page-props.ts'
import { RotateDialog } from './rotate-dialog.tsx'
import { Shown } from './shown.tsx'
import { useLoaded } from './use-loaded.ts'

const EVERY_MS = 15_000

/** The terminal's own keys: where money for them goes, how they are kept, a new one, a copy. */
export function KeysPage({ link, snapshot }: PageProps) {
  const { t } = useText()
  const keys = useLoaded(() => link.ask('service/keys', undefined), { everyMs: EVERY_MS })
  const asset = snapshot.phase === 'ready' ? snapshot.info.asset : null
  return (
    <>
      <header className="service-head">
        <h2 className="service-head__title">{t('service.page.keys')}</h2>
        <DialogTrigger>
          <Button className="button button--small">{t('service.backUp')}</Button>
          <BackUpDialog ask={link.ask} />
        </DialogTrigger>
      </header>
      <Shown loaded={keys}>
        {(all) =>
          all.map((key) => (
            <Key key={key.kind} detail={key} asset={asset} ask={link.ask} onNew={keys.again} />
          ))
        }
      </Shown>
    </>
  )
}

interface KeyProps {
  readonly detail: KeyDetail
  readonly asset: Asset | null
  readonly ask: ServiceAsk
  readonly onNew: () => void
}

function Key({ detail, asset, ask, onNew }: KeyProps) {
  const text = useText()
  const { t } = text
  const { kind, address, protectedBy } = detail
  const full = address && toChecksumAddress(address)
  return (
    <section className="service-key">
      <div className="service-key__text">
        <h3 className="service__title">{t(`service.key.${kind}`)}</h3>
        <p className="service__quiet">{t(`service.keyFor.${kind}`)}</p>
        <p className="service-key__address">
          {full === null ? t('service.addressUnknown') : <code>{full}</code>}
        </p>
        <p>
          {t('service.balance')}: <strong>{balanceText(detail, asset, text)}</strong>
        </p>
        <p>{t(`service.protectedBy.${protectedBy}`)}</p>
        <div className="service-actions">
          {full !== null && <CopyButton text={() => full} />}
          {kind === 'gas' && protectedBy !== 'test' && (
            <DialogTrigger>
              <Button className="button button--small">{t('service.rotate')}</Button>
              <RotateDialog ask={ask} needsPassphrase={protectedBy === 'passphrase'} onNew={onNew} />
            </DialogTrigger>
          )}
        </div>
      </div>
      {full !== null && <Qr text={full} label={t('service.addressCode')} />}
    </section>
  )
}

/** The coin that pays for gas, cut to millionths: less buys nothing. */
const COIN: Asset = { symbol: 'ETH', decimals: 6 }
const WEI_PER_MILLIONTH = 10n ** 12n

function balanceText(
  { kind, balance }: KeyDetail,
  asset: Asset | null,
  { t, language, money }: Text,
): string {
  if (balance === null) return t('service.unknown')
  if (kind === 'gas')
    return `${formatAmount({ units: balance / WEI_PER_MILLIONTH, asset: COIN }, language)}\u00a0${COIN.symbol}`
  return asset === null ? balance.toString() : money(balance, asset)
}
