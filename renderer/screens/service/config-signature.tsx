import type { ConfigSignature } from '#src/ipc/maintenance.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import { Problem } from './problem.tsx'

/** Who has signed a configuration, or why it does not count; and what that means for whoever wants to change it. */
export function SignatureNote({ signature }: { readonly signature: ConfigSignature | null }) {
  const { t } = useText()
  if (signature === null) return <p className="service__quiet">{t('service.signatureUnasked')}</p>
  return (
    <>
      {signature.refused ? (
        <Problem failure={signature.refused} />
      ) : (
        <p className="config-signature">
          <Mark kind="good" />
          <span>
            <strong>{t('service.signedVersion', { version: signature.version })}</strong>{' '}
            {t('service.signedBy')} <code>{signature.key}</code>
          </span>
        </p>
      )}
      <p className="service__quiet">{t('service.signedOnly')}</p>
    </>
  )
}
