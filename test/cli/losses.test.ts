import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLedger } from '#main/ledger/ledger.ts'
import type { Fact } from '#src/journal/entry.ts'
import { createLosses } from '#src/risk/losses.ts'
import { readLossesTask } from '../../cli/losses/options.ts'
import { asTable } from '../../cli/losses/report.ts'
import { acceptedPayment, account, id } from '../fakes/accepted.ts'
import { fakeClock } from '../fakes/clock.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { runCommand } from './run.ts'

const proof = { txHash: id(900), blockHash: id(901), blockNumber: 5, logIndex: 0 }
/** 20:00 UTC on the 26th is past midnight in Almaty. */
const EVENING = Date.parse('2026-11-26T20:00:00Z')
const taken = (n: number, value: bigint) => ({
  type: 'accepted' as const,
  payment: { ...acceptedPayment(n, { from: account(n), value }), acceptedAt: EVENING },
})

const FACTS: readonly Fact[] = [
  taken(1, 1_500_000n),
  { ...taken(2, 2_000_000n), standing: { kind: 'certified', issuer: account(9), tier: 2, serial: 347 } },
  { type: 'refused', refusals: [{ id: id(1), code: 'PAYER_NO_FUNDS' }] },
  { type: 'confirmed', proofs: [{ id: id(1), proof }] },
  { type: 'settled', ids: [id(1)] },
]

async function profileWith(...facts: Fact[]): Promise<string> {
  const profile = emptyFolder()
  const ledger = await openLedger(join(profile, 'journal'), {
    clock: fakeClock(),
    randomBytes: (n) => new Uint8Array(n).fill(7),
    log: () => undefined,
  })
  if (!ledger.ok) throw new Error(ledger.error.detail)
  for (const fact of facts) await ledger.value.record(fact)
  await ledger.value.close()
  return profile
}

const filesOf = (dir: string) => readdirSync(dir).map((name) => [name, statSync(join(dir, name)).mtimeMs])

it('tells of a profile and of its journal the same, and writes nothing', async () => {
  const profile = await profileWith(...FACTS)
  const journal = join(profile, 'journal')
  const before = filesOf(journal)
  const zone = ['--zone', 'Asia/Almaty']
  const json = await runCommand('cli/losses.ts', [profile, '--json', ...zone])
  expect([json.code, json.said]).toEqual([0, ''])
  expect(JSON.parse(json.out)).toMatchObject([
    { card: 'certified', tier: 2, issuer: account(9), reason: null, waitingCount: 1, waiting: '2' },
    {
      ...{ day: '2026-11-27', card: 'unknown', tier: null, issuer: null, online: false },
      ...{ reason: 'PAYER_NO_FUNDS', acceptedCount: 1, settled: '1.5', recovered: '1.5', refused: '0' },
    },
  ])
  const csv = await runCommand('cli/losses.ts', [journal, '--csv', ...zone])
  expect(csv.out.split('\n')[2]).toBe(
    '2026-11-27,unknown,,,false,PAYER_NO_FUNDS,USDC,1,1.5,1,1.5,0,0,0,0,0,0,0,0,1,1.5',
  )
  expect(filesOf(journal)).toEqual(before)
}, 60_000)

it('is a table by day, card and reason, and in all by card, by reason and together', () => {
  const losses = createLosses({ dayOf: () => '2026-11-27', knownGoodAfter: 1 })
  for (const [i, fact] of FACTS.entries()) losses.take({ seq: i + 1, at: EVENING, fact })
  const [head, ...lines] = asTable(losses.rows()).split('\n')
  expect(head).toMatch(
    /^day +card +network +reason +token +accepted +settled +waiting +refused +expired +voided +recovered$/,
  )
  const [good, lost] = ['1 = 2 +- +1 = 2 +- +- +- +-', '1 = 1.5 +1 = 1.5 +- +- +- +- +1 = 1.5']
  const expected = [
    `^2026-11-27 +certified, tier 2 +offline +never refused +USDC +${good}$`,
    `^2026-11-27 +unknown +offline +PAYER_NO_FUNDS +USDC +${lost}$`,
    `^all +certified, tier 2 +USDC +${good}$`,
    `^all +unknown +USDC +${lost}$`,
    `^all +never refused +USDC +${good}$`,
    `^all +PAYER_NO_FUNDS +USDC +${lost}$`,
    '^all +USDC +2 = 3.5 +1 = 1.5 +1 = 2 +- +- +- +1 = 1.5$',
  ]
  expect(lines).toEqual(expected.map((line) => expect.stringMatching(line)))
})

it('says so where there is no journal', async () => {
  const told = await runCommand('cli/losses.ts', [emptyFolder()])
  expect([told.code, told.out]).toEqual([2, ''])
  expect(told.said).toContain('JOURNAL_UNREADABLE')
}, 60_000)

it('reads what is asked for', () => {
  expect(readLossesTask(['p', '--csv'], '/x')).toMatchObject({ kind: 'run', folder: '/x/p', format: 'csv' })
  for (const args of [
    [],
    ['a', 'b'],
    ['a', '--json', '--csv'],
    ['a', '--zone', 'Mars/Base'],
    ['a', '--known-good-after', '0'],
  ])
    expect(readLossesTask(args, '/').kind).toBe('wrong')
})
