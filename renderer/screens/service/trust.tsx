import type { SignedListDetail, SiteListDetail, TrustDetail } from '#src/ipc/maintenance.ts'
import { toChecksumAddress } from '#src/payment/address.ts'
import { useText } from '../../i18n/use-text.ts'
import { Facts } from './facts.tsx'
import type { PageProps } from './page-props.ts'
import { Problem } from './problem.tsx'
import { Shown } from './shown.tsx'
import { TrustClock } from './trust-clock.tsx'
import { agoText, exposureFacts, signedListFacts } from './trust-facts.ts'
import { useLoaded } from './use-loaded.ts'

const EVERY_MS = 5000

/** By what cards are trusted: the clock, what is out against its limits, the deny lists, and who may certify cards. */
export function TrustPage({ link, snapshot }: PageProps) {
  const text = useText()
  const { t } = text
  const trust = useLoaded(() => link.ask('service/trust', undefined), { everyMs: EVERY_MS })
  const asset = snapshot.phase === 'ready' ? snapshot.info.asset : null
  return (
    <>
      <h2 className="service-head__title">{t('service.page.trust')}</h2>
      <Shown loaded={trust}>
        {({ clock, exposure, signedList, siteList, issuers }) => (
          <>
            <TrustClock clock={clock} ask={link.ask} onCorrected={trust.again} />
            <Facts title={t('trust.exposure')} facts={exposureFacts(exposure, asset, text)} />
            <SignedList list={signedList} />
            <SiteList list={siteList} />
            <Issuers issuers={issuers} />
          </>
        )}
      </Shown>
    </>
  )
}

function SignedList({ list }: { readonly list: SignedListDetail | null }) {
  const text = useText()
  const { t, count } = text
  if (!list) return <None title="trust.signedList" />
  return (
    <>
      <Facts title={t('trust.signedList')} facts={signedListFacts(list, text)} />
      {list.fault && <Problem failure={list.fault} />}
      {list.lowersTo !== null && list.age !== null && (
        <p className="service-line">
          {t('trust.old', { age: agoText(list.age, text), percent: count(list.lowersTo) })}
        </p>
      )}
    </>
  )
}

function SiteList({ list }: { readonly list: SiteListDetail | null }) {
  const { t, count } = useText()
  if (!list) return <None title="trust.siteList" />
  return (
    <>
      <Facts
        title={t('trust.siteList')}
        facts={[
          [t('trust.cards'), count(list.count)],
          [t('trust.source'), list.source],
        ]}
      />
      {list.fault && <Problem failure={list.fault} />}
    </>
  )
}

function Issuers({ issuers }: Pick<TrustDetail, 'issuers'>) {
  const { t, count } = useText()
  if (issuers.length === 0) return <None title="trust.issuers" />
  return (
    <Facts
      title={t('trust.issuers')}
      facts={[
        [t('trust.keys'), count(issuers.filter(({ counts }) => counts).length)],
        ...issuers.map(({ address, counts }): readonly [string, string] => [
          toChecksumAddress(address),
          t(counts ? 'trust.counts' : 'trust.countsNot'),
        ]),
      ]}
    />
  )
}

function None({ title }: { readonly title: 'trust.signedList' | 'trust.siteList' | 'trust.issuers' }) {
  const { t } = useText()
  return (
    <section className="service-facts">
      <h3 className="service__title">{t(title)}</h3>
      <p className="service__quiet">{t('trust.none')}</p>
    </section>
  )
}
