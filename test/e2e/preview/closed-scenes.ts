import type { ReadySnapshot } from '#renderer/view.ts'
import type { Language } from '#src/language.ts'
import { OFFLINE, ready, staffed } from './counter.ts'
import { CLOSED } from './payments.ts'
import { IN_SHIFT, SIGNED_OUT } from './shifts.ts'

/** A counter that the operator has taken out of service. */
export const CLOSED_SCENES = ['closed', 'closed-sign-in', 'closed-cashier'] as const
type ClosedScene = (typeof CLOSED_SCENES)[number]

export const CLOSED_MAKERS: Readonly<Record<ClosedScene, (language: Language) => ReadySnapshot>> = {
  closed: (l) => ready(l, { ...OFFLINE, closed: CLOSED }),
  'closed-sign-in': (l) => staffed(l, { ...SIGNED_OUT, closed: CLOSED }),
  'closed-cashier': (l) => staffed(l, { ...IN_SHIFT, ...OFFLINE, closed: CLOSED }),
}
