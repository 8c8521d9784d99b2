import { useEffect } from 'react'
import type { SaleFlow } from '#src/sale/flow.ts'
import { useText } from '../../i18n/use-text.ts'
import type { StationView } from '../../station-view.ts'
import { hush, say } from './voice.ts'

/** Reads each screen as it stands there, and what can be touched; only for a passenger who has asked. */
export function useReadAloud({ kiosk, outcome, fault }: StationView, flow: SaleFlow): void {
  const { language } = useText()
  const { aloud } = kiosk.comfort
  const place = [
    kiosk.step.name,
    kiosk.askedAt !== null,
    outcome?.number,
    fault?.code,
    flow.step,
    flow.step === 'card' && flow.notice,
  ].join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place says when there is something new to read.
  useEffect(() => {
    if (aloud) say(wordsOnScreen(), language)
    return hush
  }, [aloud, language, place])
}

const SPOKEN = '[data-spoken] :is(h1, p, li), .station__touch button'

/** A dialog is all that counts while it is open. */
function wordsOnScreen(): string {
  const dialog = document.querySelector('[role="dialog"]')
  const words = dialog?.querySelectorAll('h2, p, button') ?? document.querySelectorAll(SPOKEN)
  return [...words].map(({ textContent }) => textContent).join('. ')
}
