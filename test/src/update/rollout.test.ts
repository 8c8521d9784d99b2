import { describe, expect, it } from 'vitest'
import { isInRollout } from '#src/update/rollout.ts'

/** The last four bytes of a UUID, as electron-updater takes them: `UUID.parse(id).readUInt32BE(12)`. */
const idOf = (share: number): string =>
  `123e4567-e89b-42d3-a456-4266${Math.floor(share * 0xffffffff)
    .toString(16)
    .padStart(8, '0')}`

describe('a staged version', () => {
  it('is for everybody when no percentage is named, and for nobody at zero', () => {
    expect(isInRollout(idOf(0.999), null)).toBe(true)
    expect(isInRollout(idOf(0), 0)).toBe(false)
    expect(isInRollout(idOf(0.999), 100)).toBe(true)
  })

  it('is for those whose share lies below the percentage, and they stay in', () => {
    expect(isInRollout(idOf(0.24), 25)).toBe(true)
    expect(isInRollout(idOf(0.26), 25)).toBe(false)
    expect(isInRollout(idOf(0.24), 50)).toBe(true)
  })

  it('reaches about as many as it says', () => {
    const ids = Array.from({ length: 2000 }, () => crypto.randomUUID())
    const reached = ids.filter((id) => isInRollout(id, 10)).length
    // 200 of 2000 expected; six standard deviations of 13.4 to each side.
    expect(reached).toBeGreaterThan(120)
    expect(reached).toBeLessThan(280)
  })
})
