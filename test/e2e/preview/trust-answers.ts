import type { TrustDetail } from '#src/ipc/maintenance.ts'
import { NOW } from './payments.ts'

const DAY = 86_400_000

const GOOD: TrustDetail = {
  exposure: {
    ...{ count: 37, maxCount: 100, units: 41_200_000_000n, maxUnits: 250_000_000_000n },
    ...{ hoursLeft: 61, denyListAge: 3 * 3_600_000 },
  },
  signedList: {
    ...{ version: 1204, count: 98_211, age: 3 * 3_600_000, source: 'deny.example.kz' },
    ...{ fault: null, lowersTo: null },
  },
  siteList: { count: 4, source: '/etc/tapsyr/denied.txt', fault: null },
  issuers: [
    { address: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf', counts: true },
    { address: '0x6813eb9362372eef6200f3b1dbc3f819671cba69', counts: false },
  ],
  clock: { state: 'trusted', now: NOW, floor: NOW - 4000, drift: { seconds: -0.8, at: NOW - 12_000 } },
}

/** As bad as it can be: a clock that went back, an old list and a forged one behind it, and nobody who certifies. */
const BAD: TrustDetail = {
  ...GOOD,
  signedList: {
    ...{ version: 1204, count: 98_211, age: 9 * DAY, source: '/media/operator/deny-list.bin' },
    fault: {
      code: 'DENY_LIST_SIGNER_UNKNOWN',
      detail: 'version 1205 by 0x6813eb9362372eef6200f3b1dbc3f819671cba69',
    },
    lowersTo: 50,
  },
  siteList: null,
  issuers: [],
  clock: { state: 'behind', now: NOW, floor: NOW + 30 * DAY, drift: null },
}

export const trustIn = (shows: (scene: string) => boolean): TrustDetail =>
  shows('service-clock-behind') || shows('service-clock-right') ? BAD : GOOD
