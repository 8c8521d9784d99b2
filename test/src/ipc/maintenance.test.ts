import { expect, test } from 'vitest'
import { LOG_LEVELS } from '#src/ipc/maintenance.ts'
import { SERVICE_REQUESTS } from '#src/ipc/service-requests.ts'

test('the levels of the log rise from what is told in detail to what went wrong', () => {
  expect(LOG_LEVELS).toEqual(['debug', 'info', 'warn', 'error'])
})

test('the page may set each of them, and no other', () => {
  const request = SERVICE_REQUESTS['service/log-level']
  for (const level of LOG_LEVELS) expect(request.parse({ level })).toEqual({ level })
  for (const level of ['trace', 'DEBUG', '', 0, null])
    expect(request.safeParse({ level }).success).toBe(false)
})
