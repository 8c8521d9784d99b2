import type { Ask } from '#renderer/ask.ts'
import { fail, ok } from '#src/result.ts'
import type { Answers } from '../../fakes/bridge.ts'
import { HISTORY_ANSWERS } from './history-answers.ts'
import { SERVICE_ANSWERS } from './service-answers.ts'
import { REPORTS } from './shifts.ts'

/** What main would answer to screens that ask it themselves. A channel without an answer fails. */
const ANSWERS: Answers = {
  ...SERVICE_ANSWERS,
  'staff/sign-in': () => fail('STAFF_PIN_WRONG'),
  'staff/sign-in-by-card': () => new Promise(() => undefined),
  'staff/stop-waiting': () => ok(),
  'shift/close': () => {
    const [report] = REPORTS
    return report ? ok(report) : fail('SHIFT_CLOSED')
  },
  'shift/reports': () => ok(REPORTS),
  'shift/print': () => fail('PRINTER_COVER_OPEN'),
  'risk/state': () =>
    ok({
      ...{ count: 37, maxCount: 100, units: 41_200_000_000n, maxUnits: 250_000_000_000n },
      ...{ hoursLeft: 61, denyListAge: 3 * 3_600_000 },
    }),
  'drawer/open': () => fail('STAFF_FORBIDDEN'),
  ...HISTORY_ANSWERS,
}

export const fakeAsk: Ask = async (channel, request) => {
  const answer = ANSWERS[channel]
  return answer ? answer(request) : fail('INTERNAL')
}
