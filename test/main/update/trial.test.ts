import { describe, expect, it } from 'vitest'
import { type Activity, NOTHING_GOES_ON } from '#main/update/safe-moment.ts'
import { createTrial } from '#main/update/trial.ts'
import { fakeClock } from '../../fakes/clock.ts'

const MINUTE = 60_000

function onTrial() {
  const clock = fakeClock()
  const did: string[] = []
  const trial = createTrial({ clock, restart: () => did.push('restart'), log: () => undefined })
  return { clock, did, trial }
}

describe('a version on trial', () => {
  it('that sells and has not passed its self-test after ten minutes is started again, once', async () => {
    const { clock, did, trial } = onTrial()
    trial.start(NOTHING_GOES_ON)
    await clock.advance(10 * MINUTE - 1)
    expect(did).toEqual([])
    await clock.advance(MINUTE)
    expect(did).toEqual(['restart'])
  })

  it('that is out of service is started again after one', async () => {
    const { clock, did, trial } = onTrial()
    trial.start(null)
    await clock.advance(MINUTE)
    expect(did).toEqual(['restart'])
  })

  it('that has passed goes on', async () => {
    const { clock, did, trial } = onTrial()
    trial.start(NOTHING_GOES_ON)
    await clock.advance(5 * MINUTE)
    trial.stop()
    await clock.advance(60 * MINUTE)
    expect(did).toEqual([])
  })

  it.each<[string, Partial<Activity>]>([
    ['a sale', { isSelling: () => true }],
    ['a payment on its way', { onTheirWay: () => 1 }],
    ['a technician', { isServiced: () => true }],
    ['a sale that begins in the last moment', { hold: async () => false }],
  ])('waits for %s', async (_what, going) => {
    const { clock, did, trial } = onTrial()
    let now: Activity = { ...NOTHING_GOES_ON, ...going }
    trial.start({
      isSelling: () => now.isSelling(),
      onTheirWay: () => now.onTheirWay(),
      isClosing: () => now.isClosing(),
      isServiced: () => now.isServiced(),
      entries: () => now.entries(),
      hold: () => now.hold(),
      letGo: () => now.letGo(),
    })
    await clock.advance(30 * MINUTE)
    expect(did).toEqual([])
    now = NOTHING_GOES_ON
    await clock.advance(1000)
    expect(did).toEqual(['restart'])
  })

  it('waits for who touches it, and lets sales go that it held in vain', async () => {
    const { clock, did, trial } = onTrial()
    let isHeld = false
    trial.start({
      ...NOTHING_GOES_ON,
      async hold() {
        isHeld = true
        if (did.length === 0) trial.touched()
        return true
      },
      letGo() {
        isHeld = false
        did.push('let go')
      },
    })
    await clock.advance(10 * MINUTE + 30_000)
    expect([did, isHeld]).toEqual([['let go'], false])
    await clock.advance(MINUTE)
    expect(did).toEqual(['let go', 'restart'])
  })
})
