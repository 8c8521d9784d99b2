import { ok } from '#src/result.ts'
import type { Handlers } from '../ipc/door.ts'
import type { Discounts } from './discounts.ts'
import type { Staff } from './staff.ts'

type StaffHandlers = Pick<
  Handlers,
  | 'staff/state'
  | 'staff/sign-in'
  | 'staff/sign-in-by-card'
  | 'staff/stop-waiting'
  | 'staff/sign-out'
  | 'staff/allow-discount'
>

export const staffHandlers = (staff: Staff, discounts: Discounts): StaffHandlers => ({
  'staff/state': () => ok(staff.state()),
  'staff/sign-in': ({ pin }) => staff.signIn(pin),
  'staff/sign-in-by-card': () => staff.signInByCard(),
  'staff/stop-waiting': () => {
    staff.stopWaiting()
    return ok()
  },
  'staff/sign-out': () => staff.signOut(),
  'staff/allow-discount': ({ approvalPin }) => discounts.allow(approvalPin),
})
