import type { ErrorCode } from '#src/errors/codes.ts'
import type { ChannelName, DeviceStates } from '#src/ipc/contract.ts'
import type { Result } from '#src/result.ts'
import type { Faults } from './faults.ts'

/** What people do every day, and what waits for them: no technician need read of it. */
const NO_FAULTS: ReadonlySet<ErrorCode> = new Set([
  'SALE_CANCELLED',
  'SALE_UNKNOWN',
  'SERVICE_LOCKED',
  'SETUP_NEEDED',
  'TERMINAL_BUSY',
  'STAFF_SIGN_IN_FIRST',
  'STAFF_FORBIDDEN',
  'STAFF_PIN_WRONG',
  'SHIFT_CLOSED',
  'RESCUE_NOTHING_WAITING',
])

/** Every answer of main to its page. */
export function heardAnswer(faults: Faults, channel: ChannelName, answer: Result<unknown>): void {
  if (answer.ok) faults.clear(channel)
  else if (!NO_FAULTS.has(answer.error.code)) faults.note(channel, answer.error.code, answer.error.detail)
}

export function heardDevices(faults: Faults, states: DeviceStates): void {
  for (const [device, state] of Object.entries(states))
    if (state.kind === 'fault') faults.note(device, state.code)
    else if (state.kind === 'ready') faults.clear(device)
}
