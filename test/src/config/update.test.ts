import { describe, expect, it } from 'vitest'
import { updateSchema } from '#src/config/update.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const GOOD = { url: 'https://updates.example.kz/tapsyr', key: KEY }

describe('where updates come from', () => {
  it('needs an address and a key, and the rest has its defaults', () => {
    expect(updateSchema.parse(GOOD)).toEqual({
      ...GOOD,
      channel: 'latest',
      checkEveryHours: 6,
      quietMinutes: 5,
    })
    expect(updateSchema.safeParse({ ...GOOD, url: 'http://127.0.0.1:8080/' }).success).toBe(true)
  })

  it.each([
    ['an address that anybody in between can change', { ...GOOD, url: 'http://updates.example.kz/' }],
    ['no address', { ...GOOD, url: 'updates' }],
    ['a file', { ...GOOD, url: 'file:///srv/updates' }],
    ['no key', { url: GOOD.url }],
    ['a key that is too short', { ...GOOD, key: Buffer.alloc(31).toString('base64') }],
    ['a key that is too long', { ...GOOD, key: Buffer.alloc(33).toString('base64') }],
    ['a channel that leads elsewhere', { ...GOOD, channel: '../other' }],
    ['a field more', { ...GOOD, allowDowngrade: true }],
  ])('is refused with %s', (_what, wrong) => {
    expect(updateSchema.safeParse(wrong).success).toBe(false)
  })
})
