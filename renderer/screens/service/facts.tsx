import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly title: string
  readonly facts: readonly (readonly [string, string])[]
}

/** Labels and values, each of which can be copied. */
export function Facts({ title, facts }: Props) {
  const { t } = useText()
  return (
    <section className="service-facts">
      <h3 className="service__title">{title}</h3>
      {facts.length === 0 && <p className="service__quiet">{t('service.nothing')}</p>}
      <dl className="service-facts__list">
        {facts.map(([label, value]) => (
          <div key={label} className="service-facts__one">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
