import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configOf, readConfigFile } from '#main/config/load.ts'
import { openSigning } from '#main/config/signing.ts'
import { rollBackConfig } from '#main/config/store.ts'
import { takeBug } from '#main/crashes/bug-note.ts'
import { checkFormat } from '#main/files/format.ts'
import { renewProfile } from '#main/files/renew-profile.ts'
import { openGasKey } from '#main/keys/gas-key.ts'
import { openTicketKey } from '#main/keys/ticket-key.ts'
import { readRateFile } from '#main/rates/rate-file.ts'
import { openFaults } from '#main/service/faults.ts'
import { openRecoveries } from '#main/service/recoveries.ts'
import { openLockOut } from '#main/staff/lock-out.ts'
import { readMemory } from '#main/update/memory.ts'
import type { Result } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { anOperator } from '../../fakes/operator.ts'

const NOW = 1_800_000_000_000
const parts = { clock: fakeClock(NOW), log: () => undefined }
const CONFIG = readFileSync(join('docs', 'examples', 'counter.json'), 'utf8')
const OWN: string = JSON.parse(CONFIG).terminal.id
const PRIVATE_KEY = '11'.repeat(32)
/** Of that key: secp256k1, compressed. */
const PUBLIC_KEY = '0x034f355bdcb7cc0af728ef3cceb9615d90684bb5b2ca5f859ab0f0b704075871aa'

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

interface Kept {
  /** As the terminal writes it. */
  readonly content: string
  /** What a start makes of it, in one word. */
  open(path: string, userData: string): Promise<string>
  /** That word when it is whole, and when it is not. */
  readonly whole: string
  readonly damaged: string
  /** It may hold what exists nowhere else: damaged, it is left as it is. */
  readonly isLeft?: true
}

const gasKey: Kept = {
  content: JSON.stringify({ lock: 'passphrase', keystore: '{}' }),
  async open(path) {
    const key = await openGasKey({ path, keyring: undefined, testKey: undefined, randomBytes })
    return key.ok ? key.value.state() : key.error.code
  },
  ...{ whole: 'passphrase-needed', damaged: 'CONFIG_INVALID', isLeft: true },
}

/** Every file of ours but those that have such tests of their own: the journal, its index and witness, deny-list.bin, decisions.jsonl. */
const FILES: Readonly<Record<string, Kept>> = {
  'recoveries.json': {
    content: JSON.stringify({ running: false, vain: 4, totals: { page: 3 }, recent: [] }),
    async open(path, userData) {
      mkdirSync(join(userData, 'Cache'))
      const renewed = renewProfile(userData, { recoveriesPath: path, now: NOW })
      const faults = { note: () => undefined, clear: () => undefined }
      const recoveries = await openRecoveries(path, { ...parts, faults })
      await recoveries.finish()
      return `${recoveries.totals().page} times, new: ${renewed.join()}`
    },
    ...{ whole: '3 times, new: Cache', damaged: '0 times, new: ' },
  },
  'faults.json': {
    content: JSON.stringify([{ at: 1, code: 'GPU_GONE', where: 'gpu', detail: null }]),
    open: async (path) => `${(await openFaults(path, parts)).all().length}`,
    ...{ whole: '1', damaged: '0' },
  },
  // The facts of a newer version are known for what they are without it, too (newer.test.ts).
  'format.json': {
    content: JSON.stringify({ format: 99 }),
    open: async (_path, userData) => codeOf(await checkFormat(userData)),
    ...{ whole: 'DATA_NEWER', damaged: 'ok' },
  },
  'rate.json': {
    content: JSON.stringify({ of: 'USDC', rate: { value: '536.20', source: 'National Bank', at: 1 } }),
    open: async (path) => (await readRateFile(path, 'USDC'))?.rate.value ?? 'none',
    ...{ whole: '536.20', damaged: 'none' },
  },
  'staff-lock.json': {
    content: JSON.stringify({ wrong: 9, at: NOW }),
    open: async (path) => ((await openLockOut(path, parts)).lockedUntil() === null ? 'open' : 'locked'),
    ...{ whole: 'locked', damaged: 'open' },
  },
  'update.json': {
    content: JSON.stringify({ rolloutId: '6f2b1d62-6d3f-4a51-9a3e-0d6a3c1f2b10', newest: '9.9.9' }),
    open: async (path) => (await readMemory(path, '1.0.0')).newest,
    ...{ whole: '9.9.9', damaged: '1.0.0' },
  },
  'last-good-config.json': {
    content: CONFIG,
    open: async (_path, userData) => codeOf(await rollBackConfig(join(userData, 'tapsyr.json'), userData)),
    ...{ whole: 'ok', damaged: 'CONFIG_NO_PREVIOUS' },
  },
  // A signature is demanded all the same; only how new it must be is forgotten.
  'signed-config.json': {
    content: JSON.stringify({ version: 5, terminal: OWN }),
    async open(_path, userData) {
      const operator = anOperator()
      const [config, pinned] = [join(userData, 'tapsyr.json'), join(userData, 'operator.json')]
      operator.pin(pinned)
      operator.put(config, JSON.stringify({ ...JSON.parse(CONFIG), signed: { version: 1 } }))
      const signing = await openSigning({ operator: pinned, userData })
      return codeOf(configOf(await readConfigFile(config, signing)))
    },
    ...{ whole: 'CONFIG_OLDER', damaged: 'ok' },
  },
  'tapsyr.json.previous': {
    content: CONFIG,
    open: async (_path, userData) => codeOf(await rollBackConfig(join(userData, 'tapsyr.json'), userData)),
    ...{ whole: 'ok', damaged: 'CONFIG_NO_PREVIOUS' },
  },
  'gas-key.json': gasKey,
  'refund-key.json': gasKey,
  'ticket-key.json': {
    content: JSON.stringify({
      ...{ lock: 'none', terminalId: 't', publicKey: PUBLIC_KEY, privateKey: `0x${PRIVATE_KEY}` },
    }),
    open: async (path) =>
      codeOf(await openTicketKey({ ...parts, path, keyring: undefined, terminalId: 't', randomBytes })),
    ...{ whole: 'ok', damaged: 'CONFIG_INVALID', isLeft: true },
  },
  'crashes/bug.json': {
    content: JSON.stringify({ at: 1, version: '1.0.0', stack: 'a bug' }),
    open: async (path) => (await takeBug(dirname(path)))?.stack ?? 'none',
    ...{ whole: 'a bug', damaged: 'none' },
  },
}

const DAMAGES: Readonly<Record<string, (content: string) => string>> = {
  empty: () => '',
  garbage: () => '\u0000\u00ff}{ not what it was',
  half: (content) => content.slice(0, content.length / 2),
  'another thing': () => '[{"some":"json"}]',
}

function profileWith(name: string, content: string) {
  const userData = emptyFolder()
  const path = join(userData, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  const journal = join(userData, 'journal', '0000000001.jsonl')
  mkdirSync(dirname(journal))
  writeFileSync(journal, 'what nobody but the journal may touch')
  return { userData, path, journal: () => readFileSync(journal, 'utf8') }
}

describe.each(Object.entries(FILES))('%s', (name, { content, open, whole, damaged, isLeft }) => {
  test('whole, counts', async () => {
    const { path, userData } = profileWith(name, content)
    expect(await open(path, userData)).toBe(whole)
  })

  test.each(Object.entries(DAMAGES))('%s, ends no start and touches no journal', async (_how, damage) => {
    const text = damage(content)
    const { path, userData, journal } = profileWith(name, text)
    expect(await open(path, userData)).toBe(damaged)
    expect(journal()).toBe('what nobody but the journal may touch')
    if (isLeft) expect(readFileSync(path, 'utf8')).toBe(text)
  })
})
