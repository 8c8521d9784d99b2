import { exposureText } from '../../components/why.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { useLoaded } from '../service/use-loaded.ts'
import { Condition } from './condition.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

const EVERY_MS = 5000

/** How much of what may be taken without the network has been taken. */
export function ExposureCondition({ snapshot, terminal }: Props) {
  const text = useText()
  const { value } = useLoaded(() => terminal.ask('risk/state', undefined), { everyMs: EVERY_MS })
  return value && <Condition kind="offline" {...exposureText(value, snapshot.info.asset, text)} />
}
