import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '#simulator/until.ts'
import { type Stage, setStage } from './stage.ts'
import { judge, transactionsText, type Verdict, verdictText } from './verdict.ts'

/** What a scene may take: machines that do much else are slow. */
const PATIENCE = { timeoutMs: 180_000, everyMs: 250 }
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const isLoud = process.argv.includes('--verbose')

/** A day of two stations, with an outage of each part. Gives the exit code. */
async function perform(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tapsyr-fleet-'))
  const stage = await setStage(folder, (line) => isLoud && say(line))
  try {
    await play(stage, folder)
    const verdict = await judge(stage)
    say(`\n${verdictText(verdict)}`)
    return isGood(verdict) ? 0 : 1
  } finally {
    await stage.clear()
    rmSync(folder, { recursive: true, force: true })
  }
}

const isGood = ({ lost, doubled, strangers, waiting, isBalanceRight }: Verdict): boolean =>
  lost === 0 && doubled === 0 && strangers === 0 && waiting === 0 && isBalanceRight

async function play(stage: Stage, folder: string): Promise<void> {
  const { server, network, terminals } = stage
  say('08:00  Five terminals at two stations open, and one settler.')
  const north = stage.settler('north')
  await holdsLanes(north.said)
  await allLevel(stage)
  await stage.sell(4)
  await settledOnce(stage)
  const image = join(folder, 'image')
  await stage.withDiskOf(4, (disk) => cpSync(disk, image, { recursive: true }))

  say('10:00  The broker loses power. Terminals sell on, and settle by themselves.')
  await server.kill()
  await stage.sell(2)
  await settledOnce(stage)
  say('11:00  It is back, and hears what it missed.')
  await server.start()
  await allLevel(stage)

  say('12:00  The settler is killed with payments on its way; another takes its lanes.')
  await stage.sell(2)
  await north.kill()
  const south = stage.settler('south')
  await holdsLanes(south.said)
  await stage.sell(1)
  await settledOnce(stage)

  say('14:00  All settlers are gone. The leases run out, and each terminal settles what it has.')
  await south.kill()
  await stage.sell(1)
  await settledOnce(stage)

  say('16:00  The network to the chain is cut. Payments wait wherever they are.')
  const last = stage.settler('north')
  await holdsLanes(last.said)
  await network.cut()
  await stage.sell(2)
  await network.restore()
  await settledOnce(stage)

  say('18:00  A terminal is restored from the image of its disk that was made at 9.')
  await stage.withDiskOf(4, (disk) => {
    rmSync(disk, { recursive: true })
    cpSync(image, disk, { recursive: true })
  })
  const restored = terminals[4]
  if (!restored) throw new Error('there are five terminals')
  const before = (await restored.payments()).length
  await until(
    'the restored terminal begins a new ledger',
    async () => restored.restarts() > 0 || undefined,
    PATIENCE,
  )
  say(`       It remembers ${before} of its payments, and takes no receipt number for a second time.`)
  await stage.sell(2, [restored])
  await settledOnce(stage)
}

async function allLevel({ terminals }: Stage): Promise<void> {
  const isSo = () => terminals.every((terminal) => terminal.isLevel()) || undefined
  await until('the fleet has every journal', isSo, PATIENCE)
}

/** Both lanes are some settler's. */
async function holdsLanes(said: () => string): Promise<void> {
  const taken = () => [1, 2].every((lane) => said().includes(`lane lane-${lane}: taken`)) || undefined
  await until('a settler has both lanes', taken, PATIENCE)
}

async function settledOnce(stage: Stage): Promise<void> {
  const isSo = async () => {
    const payments = (await Promise.all(stage.terminals.map((terminal) => terminal.payments()))).flat()
    return payments.every(({ state }) => state === 'settled') || undefined
  }
  await until('all is settled', isSo, PATIENCE)
  const verdict = await judge(stage)
  say(
    `       ${verdict.paid} of ${verdict.promised} payments are settled so far, in ${transactionsText(verdict)}.`,
  )
}

process.exitCode = await perform().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  return 1
})
// What is left of connections must not keep the program on.
process.exit()
