import type { QueueView } from '#renderer/view.ts'
import { EXPIRING, NOW, PARKED, PAYMENTS, summaryOf } from './payments.ts'

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

export const missing = (queue: QueueView, ...ranges: QueueView['summary']['missing']): QueueView => ({
  ...queue,
  summary: { ...queue.summary, missing: ranges },
})
