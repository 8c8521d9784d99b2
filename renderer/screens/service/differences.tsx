import type { ConfigDifference } from '#src/ipc/maintenance.ts'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly differences: readonly ConfigDifference[]
  /** What the two columns are called. */
  readonly heads?:
    | readonly ['service.before', 'service.after']
    | readonly ['service.inFile', 'service.fromFleet']
}

/** Two configurations beside each other, where they differ. */
export function Differences({ differences, heads = ['service.before', 'service.after'] }: Props) {
  const { t } = useText()
  return (
    <table className="service-table">
      <thead>
        <tr>
          <th scope="col">{t('service.field')}</th>
          <th scope="col">{t(heads[0])}</th>
          <th scope="col">{t(heads[1])}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">
              <code>{path}</code>
            </th>
            <td>{before === null ? t('service.absent') : <del>{before}</del>}</td>
            <td>{after === null ? t('service.absent') : <ins>{after}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
