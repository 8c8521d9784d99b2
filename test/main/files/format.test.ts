import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkFormat, DATA_FORMAT, type Migration, raiseFormat } from '#main/files/format.ts'
import { factSchema } from '#src/journal/entry.ts'
import { fail, ok } from '#src/result.ts'

let userData = ''
beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'tapsyr-format-'))
})
afterEach(() => rm(userData, { recursive: true }))

const did: string[] = []
const step = (to: number, run: Migration['run'] = async () => undefined): Migration => ({
  to,
  async run(folder) {
    await run(folder)
    did.push(`to ${to}`)
  },
})
const STEPS = [step(2), step(3), step(4)]
beforeEach(() => {
  did.length = 0
})

describe('the format of the data', () => {
  it('is raised with every kind of fact that the version before does not know', () => {
    // Add one that has not been released to this list; after a release raise DATA_FORMAT with it.
    expect([DATA_FORMAT, factSchema.options.length]).toEqual([1, KINDS_OF_FORMAT_1.length])
    expect(factSchema.options.map(({ shape }) => shape.type.value)).toEqual(KINDS_OF_FORMAT_1)
  })

  it('is the first where nobody wrote one, and nothing is written to find that out', async () => {
    expect(await checkFormat(userData, 1)).toEqual(ok())
    expect(await readdir(userData)).toEqual([])
  })

  it('is raised step by step, once', async () => {
    await raiseFormat(userData, 3, STEPS)
    expect(did).toEqual(['to 2', 'to 3'])
    await raiseFormat(userData, 3, STEPS)
    expect(did).toEqual(['to 2', 'to 3'])
    expect(JSON.parse(await readFile(join(userData, 'format.json'), 'utf8'))).toEqual({ format: 3 })
    expect([await checkFormat(userData, 3), await checkFormat(userData, 4)]).toEqual([ok(), ok()])
  })

  it('of a newer version is refused by an older one, which touches nothing', async () => {
    await raiseFormat(userData, 3, STEPS)
    const before = await readdir(userData)
    expect(await checkFormat(userData, 2)).toMatchObject(fail('DATA_NEWER', 'format 3, this program knows 2'))
    expect(await readdir(userData)).toEqual(before)
  })

  it('still lets the older version in while the newer one has not shown that it works', async () => {
    await raiseFormat(userData, 2, STEPS)
    // The newer one, of format 3, was started and never got so far as to raise it.
    expect(await checkFormat(userData, 3)).toEqual(ok())
    expect(await checkFormat(userData, 2)).toEqual(ok())
  })

  it('after a kill in the middle of a step begins again with that step', async () => {
    const killed = step(3, async () => {
      throw new Error('killed')
    })
    await expect(raiseFormat(userData, 4, [step(2), killed, step(4)])).rejects.toThrow('killed')
    expect(await checkFormat(userData, 2)).toEqual(ok())
    await raiseFormat(userData, 4, STEPS)
    expect(did).toEqual(['to 2', 'to 3', 'to 4'])
  })

  it('that cannot be read counts as the first: the journal has a say of its own', async () => {
    await writeFile(join(userData, 'format.json'), 'zeros')
    expect(await checkFormat(userData, 1)).toEqual(ok())
  })
})

const KINDS_OF_FORMAT_1 = [
  'opened',
  'accepted',
  'rescued',
  'received',
  'submitted',
  'confirmed',
  'settled',
  'reorganised',
  'returned',
  'refused',
  'expired',
  'reopened',
  'voided',
  'cancelled',
  'refunded',
  'refund-asked',
  'refund-denied',
  'shift-opened',
  'shift-closed',
  'ridden',
  'noted',
  'resumed',
]
