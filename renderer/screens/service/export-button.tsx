import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Failure } from '#src/result.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ServiceAsk } from './link.ts'
import { Problem } from './problem.tsx'

/** Saves all that helps to find a fault, without a secret in it. */
export function ExportButton({ ask }: { readonly ask: ServiceAsk }) {
  const { t } = useText()
  const [isWorking, setWorking] = useState(false)
  const [fileName, setFileName] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const save = async () => {
    setWorking(true)
    const written = await ask('service/export-diagnostics', undefined)
    setWorking(false)
    setFailure(written.ok ? null : written.error)
    setFileName(written.ok ? written.value : null)
  }
  return (
    <>
      <Button className="button button--small" isDisabled={isWorking} onPress={save}>
        {t(isWorking ? 'service.choosing' : 'service.export')}
      </Button>
      {fileName !== null && (
        <p className="service__quiet" role="status">
          {t('rescue.file', { name: fileName })}
        </p>
      )}
      {failure && <Problem failure={failure} />}
    </>
  )
}
