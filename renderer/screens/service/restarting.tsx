import { useText } from '../../i18n/use-text.ts'

/** The last that is seen before the program goes. */
export function Restarting({ isForGood = false }: { readonly isForGood?: boolean }) {
  const { t } = useText()
  return (
    <p className="service-head__title" role="status">
      {t(isForGood ? 'service.shuttingDown' : 'service.restarting')}
    </p>
  )
}
