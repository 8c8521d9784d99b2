import { writeFile } from 'node:fs/promises'
import { bytesToHex } from '@noble/hashes/utils.js'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { openPcsc } from '#drivers/pcsc/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { loadConfig } from '#main/config/load.ts'
import { errorWords } from '#src/errors/words/words.ts'
import { parseAmount } from '#src/money/amount.ts'
import { type Address, addressOf, toChecksumAddress } from '#src/payment/address.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import { certificateDigest, encodeCertificate } from '#src/risk/certificate.ts'
import { toUnixSeconds } from '#src/time/clock.ts'
import { CARD_HELP, type IssueTask, readCardTask } from './issue-card-options.ts'
import type { Keyboard } from './passphrase.ts'
import { makeSigningKey, openSigningKey } from './signing-key.ts'

const keyboard: Keyboard = { env: process.env, input: process.stdin, output: process.stderr }
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const print = (text: string): void => void process.stdout.write(`${text}\n`)

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const task = readCardTask(args, process.env.INIT_CWD ?? process.cwd())
  switch (task.kind) {
    case 'help':
      print(CARD_HELP)
      return 0
    case 'wrong':
      say(`${task.why}\n\n${CARD_HELP}`)
      return 2
    case 'new-issuer':
      return told(await makeSigningKey(task.file, keyboard, task.isTest))
    case 'issue':
      return told(await issue(task))
  }
}

async function issue(task: IssueTask): Promise<Result<string>> {
  const config = await loadConfig(task.config)
  if (!config.ok) return config
  const { asset, domain } = config.value.money
  const offlineLimit = parseAmount(task.limit, asset)
  if (!offlineLimit.ok) return offlineLimit
  const windowLimit = parseAmount(task.windowLimit, asset)
  if (!windowLimit.ok) return windowLimit
  const key = await openSigningKey(task.key, keyboard)
  if (!key.ok) return key
  const card = task.card === 'reader' ? await cardOnReader() : ok(task.card)
  if (!card.ok) return card
  const { tier, serial, from: notBefore = toUnixSeconds(Date.now()), until: notAfter } = task
  if (notAfter <= notBefore || notAfter >= 2 ** 32)
    return fail('CONFIG_INVALID', 'it ends before it begins, or after 2106')
  const content = {
    ...{ card: card.value, tier, serial, notBefore, notAfter },
    ...{ offlineLimit: offlineLimit.value.units, windowLimit: windowLimit.value.units },
  }
  const bytes = encodeCertificate(content, key.value.sign(certificateDigest(content, domain)))
  if (task.out !== undefined) await writeFile(task.out, bytes)
  say(`card   ${toChecksumAddress(card.value)}\nissuer ${toChecksumAddress(key.value.address)}`)
  return ok(bytesToHex(bytes))
}

/** Waits until one lies there. */
async function cardOnReader(): Promise<Result<Address>> {
  const reader = await openPcsc({ clock: systemClock })
  if (!reader.ok) return reader
  say('Lay the card on the reader.')
  const found = await reader.value.waitForCard(new AbortController().signal)
  const card = found.ok ? await selectPaymentCard(found.value) : found
  await reader.value.close()
  return card.ok ? ok(addressOf(card.value.publicKey)) : card
}

function told(result: Result<string>): number {
  if (result.ok) print(result.value)
  else say(inWords(result.error))
  return result.ok ? 0 : 2
}

const inWords = ({ code, detail }: Failure): string =>
  `${errorWords(code, 'en').what} (${code}${detail === undefined ? '' : `: ${detail}`})`

process.exitCode = await main(process.argv.slice(2))
