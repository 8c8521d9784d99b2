import { writeFile } from 'node:fs/promises'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { openPcsc } from '#drivers/pcsc/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { loadConfig } from '#main/config/load.ts'
import type { Config } from '#src/config/schema.ts'
import type { CardInField } from '#src/device/reader.ts'
import { errorWords } from '#src/errors/words/words.ts'
import { parseAmount } from '#src/money/amount.ts'
import { type Address, addressOf, toChecksumAddress } from '#src/payment/address.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import { type CertificateContent, certificateDigest, encodeCertificate } from '#src/risk/certificate.ts'
import { toUnixSeconds } from '#src/time/clock.ts'
import { CARD_HELP, type IssueTask, readCardTask } from './issue-card-options.ts'
import { type Owner, storeOnKeycard } from './keycard-store.ts'
import { askPassphrase, type Keyboard } from './passphrase.ts'
import { makeSigningKey, openSigningKey, type SigningKey } from './signing-key.ts'

const DEFAULT_PAIRING = 'KeycardDefaultPairing'

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
  const { asset } = config.value.money
  const single = parseAmount(task.limit, asset)
  if (!single.ok) return single
  const window = parseAmount(task.windowLimit, asset)
  if (!window.ok) return window
  const limits = { offlineLimit: single.value.units, windowLimit: window.value.units }
  const key = await openSigningKey(task.key, keyboard)
  if (!key.ok) return key
  const owner = task.writes ? await askOwner() : ok(undefined)
  if (!owner.ok) return owner
  const sign = (card: Address) => certificateFor(card, task, { config: config.value, key: key.value, limits })
  if (task.card !== 'reader' && !owner.value) return sign(task.card)
  return withCardOnReader(async (field, card) => {
    if (task.card !== 'reader' && task.card !== card)
      return fail('CARD_REFUSED', `on the reader lies ${toChecksumAddress(card)}`)
    const bytes = await sign(card)
    if (!bytes.ok || !owner.value) return bytes
    const stored = await storeOnKeycard(field, hexToBytes(bytes.value), owner.value)
    if (stored.ok) say('It is on the card, and was read back.')
    return stored.ok ? bytes : stored
  })
}

interface Signing {
  readonly config: Config
  readonly key: SigningKey
  readonly limits: Pick<CertificateContent, 'offlineLimit' | 'windowLimit'>
}

async function certificateFor(card: Address, task: IssueTask, signing: Signing): Promise<Result<string>> {
  const { tier, serial, from: notBefore = toUnixSeconds(Date.now()), until: notAfter } = task
  const { config, key, limits } = signing
  if (notAfter <= notBefore || notAfter >= 2 ** 32)
    return fail('CONFIG_INVALID', 'it ends before it begins, or after 2106')
  const content = { card, tier, serial, notBefore, notAfter, ...limits }
  const bytes = encodeCertificate(content, key.sign(certificateDigest(content, config.money.domain)))
  if (task.out !== undefined) await writeFile(task.out, bytes)
  say(`card   ${toChecksumAddress(card)}\nissuer ${toChecksumAddress(key.address)}`)
  return ok(bytesToHex(bytes))
}

async function askOwner(): Promise<Result<Owner>> {
  const pin = await askPassphrase(keyboard, { question: "The card's PIN", variable: 'TAPSYR_KEYCARD_PIN' })
  if (!pin.ok) return pin
  if (!/^\d{6}$/.test(pin.value)) return fail('CONFIG_INVALID', 'a PIN is 6 digits')
  return ok({ pin: pin.value, pairingPassword: process.env.TAPSYR_KEYCARD_PAIRING ?? DEFAULT_PAIRING })
}

/** Waits until one lies there. */
async function withCardOnReader(
  use: (field: CardInField, card: Address) => Promise<Result<string>>,
): Promise<Result<string>> {
  const reader = await openPcsc({ clock: systemClock })
  if (!reader.ok) return reader
  say('Lay the card on the reader.')
  const found = await reader.value.waitForCard(new AbortController().signal)
  const card = found.ok ? await selectPaymentCard(found.value) : found
  const used = !found.ok ? found : !card.ok ? card : await use(found.value, addressOf(card.value.publicKey))
  await reader.value.close()
  return used
}

function told(result: Result<string>): number {
  if (result.ok) print(result.value)
  else say(inWords(result.error))
  return result.ok ? 0 : 2
}

const inWords = ({ code, detail }: Failure): string =>
  `${errorWords(code, 'en').what} (${code}${detail === undefined ? '' : `: ${detail}`})`

// The PC/SC library keeps a program alive that has asked it once (drivers/pcsc/README.md).
process.exit(await main(process.argv.slice(2)))
