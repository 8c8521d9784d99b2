import { describe, expect, it } from 'vitest'
import { outOfService } from '#main/modules/out-of-service.ts'
import { createHealth } from '#main/update/health.ts'
import { createInFlight } from '#main/update/in-flight.ts'
import { fail, ok } from '#src/result.ts'

function health(isOnTrial = true) {
  const said: string[] = []
  const made = createHealth({
    isOnTrial,
    onHealthy: () => said.push('healthy'),
    log: (line) => said.push(line),
  })
  return { said, ...made }
}

describe('a version is healthy', () => {
  it('when its journal was read, its page has a database, and went on: once', async () => {
    const { said, heard, journalOpened } = health()
    await journalOpened(async () => undefined)
    heard('terminal/start', ok())
    heard('journal/since', ok())
    expect(said).toEqual([])
    heard('chain/probe', fail('RPC_UNREACHABLE'))
    heard('chain/probe', ok())
    expect(said).toEqual(['healthy'])
  })

  it('not when a line of the journal is damaged, or cannot be read', async () => {
    for (const scrub of [async () => 'line 7', async () => Promise.reject(new Error('EIO'))]) {
      const { said, heard, journalOpened } = health()
      await journalOpened(scrub)
      heard('journal/since', ok())
      heard('chain/probe', ok())
      expect(said).toHaveLength(1)
      expect(said[0]).toMatch(/did not pass/)
    }
  })

  it('not when its page got nothing of the journal, as out of service', async () => {
    const { said, heard, journalOpened } = health()
    await journalOpened(async () => undefined)
    heard('journal/since', fail('JOURNAL_UNREADABLE'))
    heard('chain/probe', fail('JOURNAL_UNREADABLE'))
    expect(said).toEqual([])
  })

  it('without reading the whole journal again once it has shown that it works', async () => {
    const { said, heard, journalOpened } = health(false)
    await journalOpened(() => expect.unreachable())
    heard('journal/since', ok())
    heard('chain/probe', ok())
    expect(said).toEqual(['healthy'])
  })
})

describe('what is in flight', () => {
  it('is a shift that is being closed, and not a look at it', async () => {
    let finish = (): void => undefined
    const closing = new Promise<void>((resolve) => {
      finish = resolve
    })
    const refuse = outOfService(fail('INTERNAL').error)
    const inFlight = createInFlight()
    const handlers = inFlight.counted({
      ...refuse,
      async 'shift/close'() {
        await closing
        return fail('SHIFT_CLOSED')
      },
      'till/state': async () => {
        await closing
        return fail('INTERNAL')
      },
    })
    const looked = handlers['till/state'](undefined)
    expect(inFlight.isBusy()).toBe(false)
    const closed = handlers['shift/close']({ counted: null })
    expect(inFlight.isBusy()).toBe(true)
    finish()
    expect(await closed).toEqual(fail('SHIFT_CLOSED'))
    await looked
    expect(inFlight.isBusy()).toBe(false)
  })
})
