import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { paymentsOf } from '../kiosk-facts.ts'
import { openAlbum } from './album.ts'
import { keepDiary } from './diary.ts'
import { type DemoOptions, readOptions } from './options.ts'
import { judge } from './outcome.ts'
import { type ReportParts, reportJson, reportText } from './report.ts'
import { playStory } from './scenes.ts'
import { type Stage, setStage } from './stage.ts'

/** Plays the story and gives the exit code. */
async function perform({ json, out }: DemoOptions): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'tapsyr-demo-'))
  const diary = keepDiary(console.log)
  const stage = await setStage(dir, { album: await openAlbum(out), diary })
  try {
    const merchantBefore = await stage.world.merchantBalance()
    await playStory(stage)
    const report = await collect(stage, merchantBefore)
    console.log(`\n${reportText(report)}\nPictures in ${out}`)
    if (json) await writeFile(json, `${JSON.stringify(reportJson(report), null, 2)}\n`)
    return report.outcome.good ? 0 : 1
  } catch (error) {
    // What the screen showed when the story went wrong says more than the error does.
    await stage.album.screen(stage.kiosk.page, 'went-wrong').catch(() => {})
    throw error
  } finally {
    await stage.clear()
    await rm(dir, { recursive: true, force: true })
  }
}

async function collect(stage: Stage, merchantBefore: bigint): Promise<ReportParts> {
  const { world, album, kiosk, acceptedMs } = stage
  await album.paper(world.printer.receipts)
  const evidence = {
    payments: await paymentsOf(kiosk.page),
    promised: [...acceptedMs.keys()],
    paid: await world.paidOnChain(),
    merchantBefore,
    merchantAfter: await world.merchantBalance(),
  }
  const outcome = judge(evidence)
  const gas = await Promise.all(outcome.batches.map((hash) => gasUsed(stage, hash)))
  const total = gas.reduce((sum, used) => sum + used, 0n)
  const gasPerPayment = evidence.paid.length === 0 ? 0n : total / BigInt(evidence.paid.length)
  return { evidence, outcome, acceptedMs, gasPerPayment, pictures: album.pictures }
}

const receiptSchema = z.object({ gasUsed: z.string().transform(BigInt) })

const gasUsed = async ({ world }: Stage, hash: string): Promise<bigint> =>
  receiptSchema.parse(await world.chain.ask('eth_getTransactionReceipt', hash)).gasUsed

const asked = readOptions(process.argv.slice(2))
if ('say' in asked) {
  console.log(asked.say)
  process.exitCode = asked.code
} else
  process.exitCode = await perform(asked.run).catch((error: unknown) => {
    console.error(error instanceof Error ? error.stack : error)
    return 1
  })
