import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'

const STATES = ['good', 'offline', 'attention', 'bad'] as const

/** Short enough to be read while somebody waits. */
export function Help() {
  const { t } = useText()
  return (
    <div className="help">
      <section className="help__part">
        <h2 className="help__title">{t('help.sellTitle')}</h2>
        <ol className="help__steps">
          <li>{t('help.sell1')}</li>
          <li>{t('help.sell2')}</li>
          <li>{t('help.sell3')}</li>
        </ol>
      </section>
      <section className="help__part">
        <h2 className="help__title">{t('help.statesTitle')}</h2>
        <ul>
          {STATES.map((state) => (
            <li key={state} className="help__state">
              <Mark kind={state} /> <span>{t(`help.${state}`)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="help__part">
        <h2 className="help__title">{t('help.callTitle')}</h2>
        <ul className="help__steps">
          <li>{t('help.call1')}</li>
          <li>{t('help.call2')}</li>
          <li>{t('help.call3')}</li>
          <li>{t('help.call4')}</li>
        </ul>
      </section>
    </div>
  )
}
