import type { Person } from './person.ts'

export const TILL_ID = 'till'

/** Who did it, where nobody signs in. */
export const tillItself = (terminalId: string): Person => ({ id: TILL_ID, name: terminalId.slice(0, 40) })
