import { expect, it } from 'vitest'
import { STATION_REQUESTS } from '#src/ipc/station-requests.ts'

it('asks a station for rides without saying whose, at what price or from when', () => {
  expect(STATION_REQUESTS['station/ride'].safeParse(undefined).success).toBe(true)
  expect(STATION_REQUESTS['station/ride'].safeParse({ fare: 0n }).success).toBe(false)
})

it('names a ticket by its receipt alone', () => {
  expect(STATION_REQUESTS['station/ticket'].safeParse({ receipt: '001-000347' }).success).toBe(true)
  expect(STATION_REQUESTS['station/ticket'].safeParse({ receipt: '001-347' }).success).toBe(false)
})
