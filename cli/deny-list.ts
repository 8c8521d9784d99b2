import { readFile, writeFile } from 'node:fs/promises'
import { errorWords } from '#src/errors/words/words.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { signerOf } from '#src/payment/signer.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import { cardCount, cardsWithout, NO_CARDS } from '#src/risk/card-set.ts'
import { NO_SIGNED_LIST, takeDenyLists } from '#src/risk/deny-list.ts'
import {
  denyListDigest,
  encodeDenyList,
  readDenyLists,
  type UnprovenDenyList,
} from '#src/risk/deny-list-format.ts'
import { parseSiteList } from '#src/risk/site-list.ts'
import { toUnixSeconds } from '#src/time/clock.ts'
import { DENY_HELP, readDenyTask, type SignTask } from './deny-list-options.ts'
import type { Keyboard } from './passphrase.ts'
import { makeSigningKey, openSigningKey } from './signing-key.ts'

const keyboard: Keyboard = { env: process.env, input: process.stdin, output: process.stderr }
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const print = (text: string): void => void process.stdout.write(`${text}\n`)

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const task = readDenyTask(args, process.env.INIT_CWD ?? process.cwd())
  switch (task.kind) {
    case 'help':
      print(DENY_HELP)
      return 0
    case 'wrong':
      say(`${task.why}\n\n${DENY_HELP}`)
      return 2
    case 'new-operator':
      return told(await makeSigningKey(task.file, keyboard, task.isTest))
    case 'show':
      return told(await show(task.file))
    case 'sign':
      return told(await sign(task))
  }
}

async function sign({ cards, key, out, before, isFull }: SignTask): Promise<Result<string>> {
  const text = await read(cards)
  if (!text.ok) return text
  const wanted = parseSiteList(text.value.toString('utf8'))
  // A terminal lets nobody through for a slip of the pen; whoever signs can mend it first.
  if (wanted.bad > 0) return fail('CONFIG_INVALID', `${cards}: ${wanted.bad} entries are no addresses`)
  const signing = await openSigningKey(key, keyboard)
  if (!signing.ok) return signing
  const held = before === undefined ? ok(NO_SIGNED_LIST) : await listOf(before, signing.value.address)
  if (!held.ok) return held
  const { version, cards: known } = held.value
  const content = {
    version: version + 1,
    base: isFull ? 0 : version,
    issuedAt: toUnixSeconds(Date.now()),
    added: isFull ? wanted.cards : cardsWithout(wanted.cards, known),
    removed: isFull ? NO_CARDS : cardsWithout(known, wanted.cards),
  }
  const bytes = encodeDenyList(content, signing.value.sign(denyListDigest(content)))
  await writeFile(out, bytes)
  return ok(lineOf({ content, signature: bytes.slice(-65), bytes }))
}

async function listOf(path: string, operator: `0x${string}`) {
  const bytes = await read(path)
  if (!bytes.ok) return bytes
  const taken = takeDenyLists(NO_SIGNED_LIST, bytes.value, {
    operators: [operator],
    recover: recoverInJavaScript,
  })
  return taken.ok ? ok(taken.value.list) : taken
}

async function show(path: string): Promise<Result<string>> {
  const bytes = await read(path)
  const lists = bytes.ok ? readDenyLists(bytes.value) : bytes
  return lists.ok ? ok(lists.value.map(lineOf).join('\n')) : lists
}

function lineOf({ content, signature }: UnprovenDenyList): string {
  const { version, base, issuedAt, added, removed } = content
  const what = base === 0 ? 'all cards' : `changes of version ${base}`
  const at = new Date(issuedAt * 1000).toISOString().replace('.000', '')
  const signer = signerOf(denyListDigest(content), signature, recoverInJavaScript) ?? 'nobody'
  const counts = `${cardCount(added)} added, ${cardCount(removed)} removed`
  return `version ${version}: ${what}, ${counts}, ${at}, signed by ${signer}`
}

async function read(path: string): Promise<Result<Buffer, 'FILE_READ_FAILED'>> {
  try {
    return ok(await readFile(path))
  } catch (error) {
    return fail('FILE_READ_FAILED', error instanceof Error ? error.message : String(error))
  }
}

function told(result: Result<string>): number {
  if (result.ok) print(result.value)
  else say(inWords(result.error))
  return result.ok ? 0 : 2
}

const inWords = ({ code, detail }: Failure): string =>
  `${errorWords(code, 'en').what} (${code}${detail === undefined ? '' : `: ${detail}`})`

process.exitCode = await main(process.argv.slice(2))
