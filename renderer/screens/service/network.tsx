import { Button, DialogTrigger } from 'react-aria-components'
import type { NetworkDetail } from '#src/ipc/maintenance.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import { driftText } from './figures.ts'
import type { PageProps } from './page-props.ts'
import { Shown } from './shown.tsx'
import { TestDialog } from './test-dialog.tsx'
import { useLoaded } from './use-loaded.ts'

const EVERY_MS = 2000

/** Every node: how fast it answers, where it stands, what it last did wrong. */
export function NetworkPage({ link }: PageProps) {
  const text = useText()
  const { t } = text
  const network = useLoaded(() => link.ask('service/network', undefined), { everyMs: EVERY_MS })
  return (
    <>
      <header className="service-head">
        <h2 className="service-head__title">{t('service.page.network')}</h2>
        <DialogTrigger>
          <Button className="button button--small">{t('service.test.network')}</Button>
          <TestDialog test="network" link={link} />
        </DialogTrigger>
      </header>
      <Shown loaded={network}>
        {({ endpoints, drift }) => (
          <>
            <Nodes endpoints={endpoints} />
            <p className="service-line">
              <strong>{t('service.name.clock')}</strong>{' '}
              {drift === null ? t('service.clockUnknown') : driftText(drift, text)}
            </p>
          </>
        )}
      </Shown>
    </>
  )
}

function Nodes({ endpoints }: Pick<NetworkDetail, 'endpoints'>) {
  const { t, count, error } = useText()
  return (
    <table className="service-table">
      <thead>
        <tr>
          <th scope="col">{t('service.node')}</th>
          <th scope="col">{t('service.state')}</th>
          <th scope="col">{t('service.latency')}</th>
          <th scope="col">{t('service.block')}</th>
          <th scope="col">{t('service.chain')}</th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map(({ host, fault, latencyMs, blockNumber, chainId }) => (
          <tr key={host}>
            <th scope="row">{host}</th>
            <td>
              <span className="service-row__word">
                <Mark kind={fault === null ? (latencyMs === null ? 'offline' : 'good') : 'bad'} />
                {fault === null
                  ? t(latencyMs === null ? 'node.unasked' : 'service.state.good')
                  : t(`node.${fault}`)}
              </span>
              {fault !== null && <span className="service-row__since">{error(fault).now}</span>}
            </td>
            <td className="no-wrap">
              {latencyMs === null ? '–' : t('node.latency', { ms: Math.round(latencyMs) })}
            </td>
            <td className="no-wrap">{blockNumber === null ? '–' : count(blockNumber)}</td>
            <td className="no-wrap">{chainId ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
