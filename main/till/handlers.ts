import { ok } from '#src/result.ts'
import type { Handlers } from '../ipc/door.ts'
import type { Shifts } from './shifts.ts'

type TillHandlers = Pick<
  Handlers,
  'till/state' | 'shift/open' | 'shift/close' | 'shift/reports' | 'shift/print' | 'drawer/open'
>

export const tillHandlers = (shifts: Shifts): TillHandlers => ({
  'till/state': () => ok(shifts.state()),
  'shift/open': ({ float }) => shifts.open(float),
  'shift/close': ({ counted, approvalPin }) => shifts.close(counted, approvalPin),
  'shift/reports': async () => ok(await shifts.reports()),
  'shift/print': (wanted) => shifts.print(wanted),
  'drawer/open': ({ reason, approvalPin }) => shifts.openDrawer(reason, approvalPin),
})
