import { Notice } from '../../components/notice.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { Printing } from './use-printing.ts'

/** How the paper stands, in words; nothing before the first. */
export function PaperState({ printing }: { readonly printing: Printing }) {
  const { t, error } = useText()
  if (printing.kind === 'idle') return null
  if (printing.kind !== 'failed')
    return (
      <p className="paper-state" role="status">
        {t(`shift.${printing.kind}`)}
      </p>
    )
  const { what, now } = error(printing.code)
  return <Notice what={what} now={now} />
}
