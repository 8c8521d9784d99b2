import type { Access } from '#main/service/access.ts'
import type { Note } from '#main/service/gate.ts'
import { fail, ok } from '#src/result.ts'
import type { SignedIn } from '#src/staff/person.ts'

export const ERLAN: SignedIn = { id: 'erlan', name: 'Ерлан', role: 'technician' }
export const RIGHT_PIN = '2580'

/** One technician who knows a PIN and holds a card. */
export const oneTechnician = (): Access => ({
  opensBy: 'staff',
  lockedUntil: () => null,
  checkPin: async (pin) => (pin === RIGHT_PIN ? ok(ERLAN) : fail('STAFF_PIN_WRONG')),
  checkCard: async () => ok(ERLAN),
  stopWaiting: () => undefined,
})

/** What was written down, as `what by detail`. */
export function notes(): { readonly note: Note; readonly written: string[] } {
  const written: string[] = []
  return {
    written,
    note: async (what, by, detail) => written.push(`${what} ${by?.id ?? '-'} ${detail ?? ''}`.trim()),
  }
}
