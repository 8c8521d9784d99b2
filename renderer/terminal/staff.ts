import type { Bridge } from '#src/ipc/contract.ts'
import type { StaffState } from '#src/ipc/till.ts'
import { ok, type Result } from '#src/result.ts'
import { emptyTill, type Till } from '#src/till/till.ts'

export interface StaffView {
  readonly staff: StaffState
  readonly till: Till
}

/** Where nobody signs in, and there are no shifts. */
export const UNSTAFFED: StaffView = {
  staff: { required: false, signedIn: null, lockedUntil: null },
  till: emptyTill,
}

/** Who is signed in and which shift is open: at the start nobody, and the shift of before. */
export async function readStaff(bridge: Bridge, staffed: boolean): Promise<Result<StaffView>> {
  if (!staffed) return ok(UNSTAFFED)
  const staff = await bridge.call('staff/state', undefined)
  if (!staff.ok) return staff
  const till = await bridge.call('till/state', undefined)
  return till.ok ? ok({ staff: staff.value, till: till.value }) : till
}

/** `level`: facts without a payment lie in the journal now, and the next sale should not have to ask for them. */
export function followStaff(
  bridge: Bridge,
  { onView, level }: { onView: (change: Partial<StaffView>) => void; level: () => void },
): void {
  bridge.on('staff/changed', (staff) => {
    onView({ staff })
    level()
  })
  bridge.on('till/changed', (till) => onView({ till }))
}
