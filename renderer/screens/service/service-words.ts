import type { SelfTest, ServiceName, ServiceRow } from '#src/ipc/maintenance.ts'
import type { MarkKind } from '../../components/mark.tsx'
import type { Page } from './pages.ts'

export const STATE_MARKS: Readonly<Record<ServiceRow['state'], MarkKind>> = {
  good: 'good',
  attention: 'attention',
  failed: 'bad',
  unused: 'offline',
}

/** What tries a service out. The clock and the disk have nothing to try: their page tells all. */
export const TEST_OF: Readonly<Record<ServiceName, SelfTest | null>> = {
  reader: 'card',
  printer: 'print',
  scanner: 'scanner',
  display: 'display',
  network: 'network',
  queue: 'journal',
  journal: 'journal',
  clock: 'network',
  keys: 'payment-path',
  storage: null,
  program: null,
  updates: null,
}

export const PAGE_OF: Readonly<Record<ServiceName, Page>> = {
  reader: 'devices',
  printer: 'devices',
  scanner: 'devices',
  display: 'devices',
  network: 'network',
  queue: 'queue',
  journal: 'queue',
  clock: 'trust',
  keys: 'keys',
  storage: 'queue',
  program: 'faults',
  updates: 'about',
}

export const needsSomebody = ({ state }: ServiceRow): boolean => state === 'attention' || state === 'failed'
