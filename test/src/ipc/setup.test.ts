import { expect, it } from 'vitest'
import { REQUESTS } from '#src/ipc/requests.ts'
import { DEVICE_KINDS } from '#src/ipc/setup.ts'
import { PROPOSAL } from '../../fakes/service-requests.ts'

it.each(DEVICE_KINDS)(
  'a %s can be chosen at the first start, and is one that maintenance knows',
  (device) => {
    expect(REQUESTS['service/device'].safeParse({ device }).success).toBe(true)
    const chosen = { ...PROPOSAL, devices: { [device]: 'none' } }
    expect(REQUESTS['setup/propose'].safeParse(chosen).success).toBe(true)
  },
)
