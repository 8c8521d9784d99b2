import { Button, DialogTrigger } from 'react-aria-components'
import type { ServiceRow } from '#src/ipc/maintenance.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import { figuresText } from './figures.ts'
import type { PageProps } from './page-props.ts'
import { PAGE_OF, STATE_MARKS, TEST_OF } from './service-words.ts'
import { TestDialog } from './test-dialog.tsx'

interface Props extends Pick<PageProps, 'link' | 'onPage'> {
  readonly services: readonly ServiceRow[]
}

export function ServiceTable({ services, link, onPage }: Props) {
  const { t } = useText()
  return (
    <table className="service-table service-table--stacked">
      <thead>
        <tr>
          <th scope="col">{t('service.service')}</th>
          <th scope="col">{t('service.state')}</th>
          <th scope="col">{t('service.reason')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('service.test')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {services.map((row) => (
          <Row key={row.name} row={row} link={link} onPage={onPage} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row, link, onPage }: Pick<Props, 'link' | 'onPage'> & { readonly row: ServiceRow }) {
  const text = useText()
  const { t, error, moment } = text
  const { name, state, code, since, what, figures } = row
  const words = code === null ? null : error(code)
  const test = TEST_OF[name]
  const service = t(`service.name.${name}`)
  return (
    <tr className={`service-row service-row--${state}`}>
      <th scope="row" className="service-row__name">
        {service}
        <span className="service-row__what">{what}</span>
      </th>
      <td className="service-row__state">
        <span className="service-row__word">
          <Mark kind={STATE_MARKS[state]} /> {t(`service.state.${state}`)}
        </span>
        <span className="service-row__since">{t('service.since', { when: moment(since) })}</span>
      </td>
      <td className="service-row__reason">
        {words && (
          <p>
            <strong>{words.what}</strong> {words.now} <code>{code}</code>
          </p>
        )}
        {figures.length > 0 && <p className="service__quiet">{figuresText(figures, text)}</p>}
      </td>
      <td className="service-row__action">
        {test !== null && state !== 'unused' ? (
          <DialogTrigger>
            <Button className="button button--small" aria-label={`${t('service.test')}: ${service}`}>
              {t('service.test')}
            </Button>
            <TestDialog test={test} link={link} />
          </DialogTrigger>
        ) : (
          <Button
            className="button button--small"
            aria-label={`${t('service.details')}: ${service}`}
            onPress={() => onPage(PAGE_OF[name])}
          >
            {t('service.details')}
          </Button>
        )}
      </td>
    </tr>
  )
}
