import { writeFile } from 'node:fs/promises'
import { systemClock } from '#drivers/system-clock.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import type { Ledger } from '#main/ledger/ledger.ts'
import type { RescueContent } from '#main/rescue/content.ts'
import { readRescueFile } from '#main/rescue/file.ts'
import { createSettlement } from '#main/settlement/settlement.ts'
import type { GasAccount } from '#src/chain/port.ts'
import { errorWords } from '#src/errors/words/words.ts'
import { toChecksumAddress } from '#src/payment/address.ts'
import type { Payment } from '#src/payment/record.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import { openBook } from './book.ts'
import { openGasAccount } from './gas-account.ts'
import { takeLock } from './lock.ts'
import { HELP, type Options, readOptions } from './options.ts'
import { askPassphrase, type Keyboard } from './passphrase.ts'
import { asJson, introduction, isDone, summary, table } from './report.ts'
import { settleAll } from './rounds.ts'

const keyboard: Keyboard = { env: process.env, input: process.stdin, output: process.stderr }
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const print = (text: string): void => void process.stdout.write(`${text}\n`)

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const asked = readOptions(args, process.env.INIT_CWD ?? process.cwd())
  if (asked.kind === 'help') {
    print(HELP)
    return 0
  }
  if (asked.kind === 'wrong') {
    say(`${asked.why}\n\n${HELP}`)
    return 2
  }
  const done = await settleFile(asked.options)
  if (done.ok) return done.value ? 0 : 1
  say(inWords(done.error))
  return 2
}

async function settleFile(options: Options): Promise<Result<boolean>> {
  const passphrase = await askPassphrase(keyboard, {
    question: `Passphrase of ${options.file}`,
    variable: 'TAPSYR_RESCUE_PASSPHRASE',
  })
  if (!passphrase.ok) return passphrase
  const content = await readRescueFile(options.file, passphrase.value)
  if (!content.ok) return content
  const { chainId } = content.value.domain
  const account = await openGasAccount(keyboard, { keystore: options.keystore, chainId })
  if (!account.ok) return account
  say(introduction(content.value, toChecksumAddress(account.value.address)))

  const unlock = await takeLock(`${options.file}.lock`)
  if (!unlock.ok) return unlock
  try {
    return await settleContent(options, content.value, account.value)
  } finally {
    await unlock.value()
  }
}

async function settleContent(
  options: Options,
  content: RescueContent,
  account: GasAccount,
): Promise<Result<boolean>> {
  const book = await openBook(`${options.file}.journal`, content, { clock: systemClock, log: say })
  if (!book.ok) return book
  const ledger = book.value
  const ended = await settleAll({
    ledger,
    settlement: settlementOf(ledger, { options, content, account }),
    ids: content.payments.map(({ authorization }) => authorization.nonce),
    clock: systemClock,
    onRound: progress(() => summary(paymentsOf(content, ledger))),
  })
  if (!ended.ok) say(inWords(ended.error))
  const payments = paymentsOf(content, ledger)
  await ledger.close()
  print(`${table(payments)}\n\n${summary(payments)}`)
  const written = await writeJson(options.json, asJson(content, payments))
  return written.ok ? ok(isDone(payments)) : written
}

async function writeJson(
  path: string | undefined,
  text: string,
): Promise<Result<undefined, 'FILE_WRITE_FAILED'>> {
  if (path === undefined) return ok()
  try {
    await writeFile(path, text)
    return ok()
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
}

interface Task {
  readonly options: Options
  readonly content: RescueContent
  readonly account: GasAccount
}

/** Nobody waits at a counter: patience costs nothing here, and fees have no limit but the account. */
const REQUEST_TIMEOUT_MS = 15_000
const ALARM_MS = 24 * 3_600_000

function settlementOf(ledger: Ledger, { options, content, account }: Task) {
  const chain = createSettlementChain({
    rpcUrls: options.rpcUrls,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    domain: content.domain,
    multicall: options.multicall ?? content.multicall,
    clock: systemClock,
  })
  const { confirmations } = options
  return createSettlement({
    ledger,
    chain,
    gasAccount: () => ok(account),
    policy: { confirmations, finality: 'confirmations', alarmMs: ALARM_MS },
    clock: systemClock,
  })
}

const paymentsOf = ({ payments }: RescueContent, ledger: Ledger): Payment[] =>
  payments.flatMap(({ authorization }) => ledger.payment(authorization.nonce) ?? [])

/** A line whenever it has changed. */
function progress(line: () => string): () => void {
  let last = ''
  return () => {
    const now = line()
    if (now !== last) say(now)
    last = now
  }
}

const inWords = ({ code, detail }: Failure): string =>
  `${errorWords(code, 'en').what} (${code}${detail === undefined ? '' : `: ${detail}`})`

process.exitCode = await main(process.argv.slice(2))
