import { Button } from 'react-aria-components'
import type { SelfTest } from '#src/ipc/maintenance.ts'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { useText } from '../../i18n/use-text.ts'
import { CopyButton } from './copy-button.tsx'
import type { ServiceLink } from './link.ts'
import { TestSteps } from './test-steps.tsx'
import { TypedScan } from './typed-scan.tsx'
import { useTest } from './use-test.ts'

interface Props {
  readonly test: SelfTest
  readonly link: ServiceLink
}

/** A self-test as it runs: each step, its time, and what went wrong. Leaving stops it. */
export function TestDialog({ test, link }: Props) {
  const { t } = useText()
  return (
    <ModalDialog title={t(`service.test.${test}`)}>
      {(close) => <Running test={test} link={link} onClose={close} />}
    </ModalDialog>
  )
}

function Running({ test, link, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useText()
  const { run, again } = useTest(test, link)
  const isRunning = run.state === 'running'
  const lines = () => run.steps.map(({ step, ms, code, detail }) => [step, ms, code, detail].join('\t'))
  return (
    <>
      <p className="dialog__text">{t(`service.testText.${test}`)}</p>
      {test === 'scanner' && isRunning && <TypedScan ask={link.ask} />}
      <TestSteps run={run} />
      <div className="dialog__actions">
        {!isRunning && <CopyButton text={() => lines().join('\n')} />}
        {!isRunning && (
          <Button className="button" onPress={again}>
            {t('service.again')}
          </Button>
        )}
        <Button className="button button--primary" autoFocus onPress={onClose}>
          {t(isRunning ? 'service.stop' : 'queue.close')}
        </Button>
      </div>
    </>
  )
}
