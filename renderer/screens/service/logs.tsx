import { useState } from 'react'
import { Button, Input, TextField, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { LOG_LEVELS, type LogLevel, type LogRecord } from '#src/ipc/maintenance.ts'
import { useText } from '../../i18n/use-text.ts'
import { CopyButton } from './copy-button.tsx'
import { ExportButton } from './export-button.tsx'
import type { PageProps } from './page-props.ts'
import { preciseTime } from './precise-time.ts'
import { ScrollingLog } from './scrolling-log.tsx'
import { useTail } from './use-tail.ts'

const EVERY_MS = 1000

/** What the program says as it runs: from which level on, and only lines that hold a text. */
export function LogsPage({ link }: PageProps) {
  const { t } = useText()
  const { records, isPaused, setPaused } = useTail((after) => link.ask('service/log', { after }), EVERY_MS)
  const [level, setLevel] = useState<LogLevel>('info')
  const [filter, setFilter] = useState('')
  const least = LOG_LEVELS.indexOf(level)
  const lines = records
    .filter((record) => LOG_LEVELS.indexOf(record.level) >= least)
    .map(lineOf)
    .filter((line) => line.toLowerCase().includes(filter.toLowerCase()))
  const choose = (chosen: LogLevel | undefined) => {
    if (!chosen) return
    setLevel(chosen)
    void link.ask('service/log-level', { level: chosen })
  }
  return (
    <>
      <header className="service-head">
        <h2 className="service-head__title">{t('service.page.logs')}</h2>
        <Button className="button button--small" onPress={() => setPaused(!isPaused)}>
          {t(isPaused ? 'queue.resume' : 'queue.pause')}
        </Button>
        <CopyButton text={() => lines.join('\n')} />
        <ExportButton ask={link.ask} />
      </header>
      <div className="service-actions">
        <ToggleButtonGroup
          className="languages service-tabs"
          aria-label={t('service.level')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[level]}
          onSelectionChange={(keys) => choose(LOG_LEVELS.find((known) => keys.has(known)))}
        >
          {LOG_LEVELS.map((known) => (
            <ToggleButton key={known} id={known} className="languages__one">
              {t(`service.level.${known}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <TextField className="field service-filter" aria-label={t('service.filter')} onChange={setFilter}>
          <Input className="field__input" placeholder={t('service.filter')} />
        </TextField>
      </div>
      <section className="service-log service-log--whole">
        <ScrollingLog label={t('service.page.logs')} empty={t('service.logEmpty')} lines={lines} />
      </section>
    </>
  )
}

const lineOf = ({ at, level, component, text }: LogRecord): string =>
  [preciseTime(at), level.padEnd(5), ...(component ? [`${component}:`] : []), text].join(' ')
