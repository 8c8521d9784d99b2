import type { ConfigProblem } from '#src/ipc/maintenance.ts'
import { useText } from '../../i18n/use-text.ts'

/** What is wrong with a configuration, field by field; nothing where nothing is. */
export function ConfigProblems({ problems }: { readonly problems: readonly ConfigProblem[] }) {
  const { t } = useText()
  if (problems.length === 0) return null
  return (
    <table className="service-table config-problems">
      <caption className="config-problems__title">
        {t('service.problems', { count: problems.length })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('service.field')}</th>
          <th scope="col">{t('service.wrong')}</th>
        </tr>
      </thead>
      <tbody>
        {problems.map(({ path, kind, text }) => (
          <tr key={`${path} ${text}`}>
            <th scope="row">
              <code>{path === '' ? t('service.wholeFile') : path}</code>
            </th>
            <td>
              <strong>{t(`service.problem.${kind}`)}</strong> <code lang="en">{text}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
