import { afterEach, describe, expect, it } from 'vitest'
import type { Offer } from '#main/update/feed.ts'
import type { UpdateMemory } from '#main/update/memory.ts'
import { type Activity, NOTHING_GOES_ON } from '#main/update/safe-moment.ts'
import { createUpdater, type Updater, type UpdaterParts } from '#main/update/updater.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'

const MINUTE = 60_000
const offerOf = (version: string, percentage: number | null = null): Result<Offer> =>
  ok({ version, percentage, archive: { url: 'https://x/a.tar.gz', size: 1, sha512: '' } })
/** The share of this id is 0x80000000 of 0xffffffff: a half. */
const HALF = '123e4567-e89b-42d3-a456-426680000000'

let updater: Updater | undefined
afterEach(() => updater?.stop())

/** A terminal of version 0.2.0 that offers come to. */
function terminal(offer: Result<Offer>, parts: Partial<UpdaterParts> = {}) {
  const clock = fakeClock()
  const did: string[] = []
  const faults: Failure[] = []
  const remembered: UpdateMemory[] = []
  const at = { offer, activity: { ...NOTHING_GOES_ON } }
  const activity: Activity = {
    isSelling: () => at.activity.isSelling(),
    onTheirWay: () => at.activity.onTheirWay(),
    isClosing: () => at.activity.isClosing(),
    isServiced: () => at.activity.isServiced(),
    entries: () => at.activity.entries(),
    hold: () => at.activity.hold(),
    letGo: () => did.push('let go'),
  }
  const made = createUpdater({
    installed: '0.2.0',
    checkEveryMs: 6 * 60 * MINUTE,
    quietMs: 5 * MINUTE,
    clock,
    versions: {
      failed: async () => null,
      hasFailed: async (version) => version === '0.6.6',
      async install(version) {
        did.push(`install ${version}`)
        return ok()
      },
      async switchTo(version) {
        did.push(`switch to ${version}`)
        return ok()
      },
      isOnTrial: async () => false,
      proveHealthy: async () => undefined,
    },
    fetchOffer: async () => at.offer,
    async download() {
      did.push('download')
      return ok('/a.tar.gz')
    },
    discard: async () => undefined,
    memory: { rolloutId: HALF, newest: '0.2.0' },
    remember: async (memory) => void remembered.push(memory),
    rolledBack: null,
    restart: () => did.push('restart'),
    onFault: (failure) => faults.push(failure),
    onGood: () => undefined,
    log: () => undefined,
    ...parts,
  })
  updater = made
  made.start(activity)
  return { clock, did, faults, remembered, at, updater: made }
}
const TAKEN = ['download', 'install 0.3.0', 'switch to 0.3.0', 'restart']

describe('a new version', () => {
  it('is fetched, unpacked and started when nobody has been there for a while', async () => {
    const { clock, did, updater } = terminal(offerOf('0.3.0'))
    await clock.advance(MINUTE)
    expect(did).toEqual(['download', 'install 0.3.0'])
    expect(updater.state()).toMatchObject({
      ...{ installed: '0.2.0', available: '0.3.0', fault: null },
      step: { kind: 'waiting', reason: 'person' },
    })
    await clock.advance(5 * MINUTE)
    expect(did).toEqual(TAKEN)
    expect(updater.state().step).toEqual({ kind: 'restarting' })
  })

  it('waits for whoever touches the terminal, and for a gate that somebody rides through', async () => {
    const { clock, did, at, updater } = terminal(offerOf('0.3.0'))
    for (let n = 0; n < 4; n += 1) {
      await clock.advance(3 * MINUTE)
      updater.touched()
    }
    for (let n = 1; n < 4; n += 1) {
      await clock.advance(3 * MINUTE)
      at.activity = { ...NOTHING_GOES_ON, entries: () => n }
    }
    expect(did).not.toContain('restart')
    await clock.advance(6 * MINUTE)
    expect(did).toEqual(TAKEN)
  })

  it.each<[string, Partial<Activity>]>([
    ['sale', { isSelling: () => true }],
    ['broadcast', { onTheirWay: () => 1 }],
    ['closing', { isClosing: () => true }],
    ['technician', { isServiced: () => true }],
  ])('waits for as long as there is a %s', async (reason, going) => {
    const { clock, did, at, updater } = terminal(offerOf('0.3.0'))
    at.activity = { ...NOTHING_GOES_ON, ...going }
    await clock.advance(24 * 60 * MINUTE)
    expect(did).toEqual(['download', 'install 0.3.0'])
    expect(updater.state().step).toEqual({ kind: 'waiting', reason })
    at.activity = NOTHING_GOES_ON
    await clock.advance(1000)
    expect(did).toEqual(TAKEN)
  })

  it('lets a sale that began in the last moment come to its end', async () => {
    const { clock, did, at } = terminal(offerOf('0.3.0'))
    at.activity = {
      ...NOTHING_GOES_ON,
      async hold() {
        at.activity = { ...NOTHING_GOES_ON, onTheirWay: () => 1 }
        return true
      },
    }
    await clock.advance(10 * MINUTE)
    expect(did).toEqual(['download', 'install 0.3.0', 'let go'])
    at.activity = { ...NOTHING_GOES_ON, hold: async () => false }
    await clock.advance(10 * MINUTE)
    expect(did).not.toContain('restart')
  })

  it('that a technician asks for waits for money alone', async () => {
    const { clock, did, at, updater } = terminal(offerOf('0.3.0', 0))
    at.activity = { ...NOTHING_GOES_ON, isServiced: () => true, onTheirWay: () => 1 }
    await clock.advance(MINUTE)
    expect(updater.state()).toMatchObject({ available: '0.3.0', step: { kind: 'staged' } })
    updater.takeNow()
    await clock.advance(MINUTE)
    expect(updater.state().step).toEqual({ kind: 'waiting', reason: 'broadcast' })
    at.activity = { ...NOTHING_GOES_ON, isServiced: () => true }
    await clock.advance(1000)
    expect(did).toEqual(TAKEN)
  })

  it('is told to whoever asked for it, as soon as it lies there', async () => {
    const { clock, did, at, updater } = terminal(offerOf('0.2.0'))
    const ends: Result<string | null>[] = []
    const ask = async () => {
      updater.takeNow((end) => ends.push(end))
      await clock.advance(0)
    }
    await ask()
    at.offer = fail('RPC_TIMEOUT')
    await ask()
    at.offer = offerOf('0.3.0', 0)
    at.activity = { ...NOTHING_GOES_ON, onTheirWay: () => 1 }
    await ask()
    await ask()
    expect(ends).toEqual([ok(null), fail('UPDATE_UNREACHABLE'), ok('0.3.0'), ok('0.3.0')])
    expect(did).toEqual(['download', 'install 0.3.0'])
  })

  it('that is asked for while the server answers with an older word is looked for again', async () => {
    const answers: ((offer: Result<Offer>) => void)[] = []
    const fetchOffer = () => new Promise<Result<Offer>>((resolve) => answers.push(resolve))
    const { clock, did, updater } = terminal(offerOf('0.2.0'), { fetchOffer })
    const ends: Result<string | null>[] = []
    updater.check()
    updater.takeNow((end) => ends.push(end))
    answers[0]?.(fail('UPDATE_UNSIGNED'))
    await clock.advance(0)
    answers[1]?.(offerOf('0.3.0', 0))
    await clock.advance(0)
    expect(ends).toEqual([ok('0.3.0')])
    expect(did).toEqual(TAKEN)
  })

  it('is told to nobody by a program that ends', async () => {
    const { clock, updater } = terminal(offerOf('0.2.0'))
    let ends = 0
    updater.takeNow(() => {
      ends += 1
    })
    updater.stop()
    await clock.advance(MINUTE)
    expect(ends).toBe(0)
  })

  it('is taken by a share of the terminals', async () => {
    const first = terminal(offerOf('0.3.0', 51))
    await first.clock.advance(MINUTE)
    expect(first.did).toContain('download')
    const later = terminal(offerOf('0.3.0', 50))
    await later.clock.advance(MINUTE)
    expect(later.did).toEqual([])
    later.at.offer = offerOf('0.3.0', 100)
    await later.clock.advance(6 * 60 * MINUTE)
    expect(later.did).toContain('download')
  })
})

describe('an offer that is refused', () => {
  it.each([
    ['of an older version', offerOf('0.1.9'), 'UPDATE_OLDER'],
    ['of a version that failed here', offerOf('0.6.6'), 'UPDATE_ROLLED_BACK'],
    ['without a signature', fail('UPDATE_UNSIGNED'), 'UPDATE_UNSIGNED'],
  ])('%s is told, and nothing is fetched', async (_what, offer, code) => {
    const { clock, did, faults, updater } = terminal(offer)
    await clock.advance(MINUTE)
    updater.check()
    await clock.advance(MINUTE)
    expect(did).toEqual([])
    expect(updater.state()).toMatchObject({ step: { kind: 'idle' }, fault: { code } })
    // The same again is no news.
    expect(faults.map((fault) => fault.code)).toEqual([code])
  })

  it('because a newer one was offered before, also over a restart', async () => {
    const before = terminal(offerOf('0.5.0', 0))
    await before.clock.advance(MINUTE)
    expect(before.remembered).toEqual([{ rolloutId: HALF, newest: '0.5.0' }])
    const [memory] = before.remembered
    const { clock, did, updater } = terminal(offerOf('0.3.0'), memory && { memory })
    await clock.advance(MINUTE)
    expect(did).toEqual([])
    expect(updater.state().fault?.code).toBe('UPDATE_OLDER')
  })

  it('as its archive is not what was signed: nothing is unpacked', async () => {
    const { clock, did, updater } = terminal(offerOf('0.3.0'), {
      download: async () => fail('UPDATE_ALTERED'),
    })
    await clock.advance(10 * MINUTE)
    expect(did).toEqual([])
    expect(updater.state()).toMatchObject({ step: { kind: 'idle' }, fault: { code: 'UPDATE_ALTERED' } })
  })

  it('is forgotten when a good one comes', async () => {
    const { clock, at, updater } = terminal(fail('RPC_UNREACHABLE'))
    await clock.advance(MINUTE)
    expect(updater.state()).toMatchObject({ checkedAt: null, fault: { code: 'UPDATE_UNREACHABLE' } })
    at.offer = offerOf('0.2.0')
    await clock.advance(10 * MINUTE)
    expect(updater.state()).toMatchObject({ available: null, fault: null, step: { kind: 'idle' } })
  })
})
