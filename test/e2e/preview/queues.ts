import type { QueueView } from '#renderer/view.ts'
import { EXPIRING, NOW, PARKED, PAYMENTS, payment, summaryOf } from './payments.ts'

const WAITING = PAYMENTS.slice(0, 3)

export const emptyQueue: QueueView = {
  summary: summaryOf([]),
  recent: PAYMENTS.slice(3),
  earliestDeadline: null,
  expiring: 0,
}
export const waitingQueue: QueueView = {
  summary: summaryOf(WAITING),
  recent: PAYMENTS,
  earliestDeadline: NOW / 1000 + 29 * 86_400,
  expiring: 0,
}
export const parkedQueue: QueueView = {
  ...emptyQueue,
  summary: { ...summaryOf(PARKED), counts: { ...summaryOf(PARKED).counts, parked: 14 } },
  recent: [...PARKED, ...PAYMENTS.slice(3)],
}
export const expiringQueue: QueueView = {
  summary: summaryOf([...WAITING, ...EXPIRING]),
  recent: [...WAITING, ...EXPIRING, ...PAYMENTS.slice(3)],
  earliestDeadline: NOW / 1000 + 6 * 3600,
  expiring: EXPIRING.length,
}
export const manyQueue: QueueView = {
  ...waitingQueue,
  summary: { ...summaryOf(WAITING), counts: { ...summaryOf(WAITING).counts, accepted: 4321 } },
}

/** The first of the list was voided by the card a while ago, and somebody approved that. */
export const voidedQueue: QueueView = {
  ...emptyQueue,
  recent: [
    {
      ...payment({ number: 350, units: 4_270_000n, state: 'cancelled' }),
      voided: true,
      trail: {
        voided: {
          ...{ at: NOW - 900_000, by: { id: 'aigul', name: 'Айгүл Сейітқали' } },
          ...{ approvedBy: { id: 'dana', name: 'Дана Ахметова' }, withCard: true },
        },
        cancelled: NOW - 60_000,
      },
    },
    ...PAYMENTS.slice(3),
  ],
}

export const missing = (queue: QueueView, ...ranges: QueueView['summary']['missing']): QueueView => ({
  ...queue,
  summary: { ...queue.summary, missing: ranges },
})
