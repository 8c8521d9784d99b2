import { expect, test } from 'vitest'
import { SERVICE_REQUESTS } from '#src/ipc/service-requests.ts'
import { SERVICE_CASES, SERVICE_CHANNELS } from '../../fakes/service-requests.ts'

test('there is a schema for every channel', () => {
  expect(Object.keys(SERVICE_REQUESTS).sort()).toEqual([...SERVICE_CHANNELS].sort())
})

test.each(SERVICE_CHANNELS)('%s takes what it is made for, and nothing else', (channel) => {
  const { good, bad } = SERVICE_CASES[channel]
  expect(SERVICE_REQUESTS[channel].parse(good)).toEqual(good)
  expect(bad.filter((request) => SERVICE_REQUESTS[channel].safeParse(request).success)).toEqual([])
})
