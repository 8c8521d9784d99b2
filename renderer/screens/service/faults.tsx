import type { Fault } from '#src/ipc/maintenance.ts'
import { useText } from '../../i18n/use-text.ts'
import { CopyButton } from './copy-button.tsx'
import type { PageProps } from './page-props.ts'
import { Shown } from './shown.tsx'
import { useLoaded } from './use-loaded.ts'

const EVERY_MS = 5000

/** The last two hundred faults, newest first. */
export function FaultsPage({ link }: PageProps) {
  const { t, moment } = useText()
  const storage = useLoaded(() => link.ask('service/storage', undefined), { everyMs: EVERY_MS })
  const faults = useLoaded(() => link.ask('service/faults', undefined), { everyMs: EVERY_MS })
  const lines = () => (faults.value ?? []).map(lineOf).join('\n')
  return (
    <>
      <header className="service-head">
        <h2 className="service-head__title">{t('service.page.faults')}</h2>
        <CopyButton text={lines} />
      </header>
      {storage.value !== null && storage.value.lastCrashAt !== null && (
        <p className="service__quiet">
          {t('service.crashes', {
            count: storage.value.crashes,
            time: moment(storage.value.lastCrashAt),
          })}
        </p>
      )}
      <Shown loaded={faults}>
        {(all) =>
          all.length === 0 ? (
            <p className="service__quiet">{t('service.noFaults')}</p>
          ) : (
            <Table faults={all} />
          )
        }
      </Shown>
    </>
  )
}

function Table({ faults }: { readonly faults: readonly Fault[] }) {
  const { t, error, moment } = useText()
  return (
    <table className="service-table">
      <thead>
        <tr>
          <th scope="col">{t('service.when')}</th>
          <th scope="col">{t('service.fault')}</th>
          <th scope="col">{t('service.where')}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map((fault) => (
          <tr key={lineOf(fault)}>
            <td className="no-wrap">{moment(fault.at)}</td>
            <td>
              <strong>{error(fault.code).what}</strong> {error(fault.code).now} <code>{fault.code}</code>
            </td>
            <td className="service-table__where">
              {fault.where}
              {fault.detail !== null && <span className="service-row__since">{fault.detail}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const lineOf = ({ at, code, where, detail }: Fault): string =>
  [new Date(at).toISOString(), code, where, detail ?? ''].join('\t')
