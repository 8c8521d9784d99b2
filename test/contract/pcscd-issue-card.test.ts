import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { hexToBytes } from '@noble/hashes/utils.js'
import type { APDUCommand } from 'keycard-sdk/dist/apdu-command.js'
import { APDUResponse } from 'keycard-sdk/dist/apdu-response.js'
import { Commandset } from 'keycard-sdk/dist/commandset.js'
import { afterEach, describe, expect, test } from 'vitest'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateKeycard } from '#drivers/emulator/keycard.ts'
import { insertCard } from '#drivers/emulator/vpcd.ts'
import { selectKeycardCash } from '#drivers/keycard/driver.ts'
import { makeSigningKey } from '../../cli/signing-key.ts'
import { runCommand } from '../cli/run.ts'
import { inField } from '../drivers/card/in-field.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { startPcscd, type TestPcscd, whyNoPcscd } from '../fakes/pcscd.ts'
import { must } from '../fakes/wires.ts'
import { ADDRESS, PRIVATE_KEY } from '../vectors/keycard.ts'

// `issue-card` as a person runs it, with a card on the system's PC/SC reader.

const trouble = await whyNoPcscd()
if (trouble) process.stderr.write(`\nNOT TESTED: issue-card behind pcscd, because ${trouble}\n\n`)

const PIN = '123456'
/** A test key has no passphrase to be asked for. */
const NOBODY = { env: {}, input: process.stdin, output: new PassThrough() }
const TERMS = [
  ...['--config', 'docs/examples/counter.json', '--limit', '25', '--window-limit', '60', '--tier', '2'],
  ...['--serial', '347', '--until', '2047-11-27T00:00:00Z'],
]

const kitFor = (card: EmulatedCard) =>
  new Commandset({
    isConnected: () => true,
    send: async (command: APDUCommand) => new APDUResponse(card.answer(command.serialize())),
  })

/** Set up by its owner, with the maker's own kit. */
async function ownedKeycard(): Promise<EmulatedCard> {
  const card = emulateKeycard({ privateKey: PRIVATE_KEY })
  const kit = kitFor(card)
  await kit.select()
  ;(await kit.init(PIN, '123456789012', 'KeycardDefaultPairing')).checkOK()
  return card
}

const shownBy = async (card: EmulatedCard) => must(await selectKeycardCash(inField(card))).certificate

describe.skipIf(trouble)(`issue-card over pcscd${trouble ? ` (not tested: ${trouble})` : ''}`, () => {
  let service: TestPcscd | undefined
  afterEach(() => service?.kill())

  /** The command, with this card on the reader. */
  async function issue(card: EmulatedCard, args: readonly string[], env: Record<string, string> = {}) {
    service = await startPcscd()
    const heard: Uint8Array[] = []
    const { port } = service
    must(await insertCard(card, { port, onExchange: (apdu) => void heard.push(apdu) }))
    const key = join(emptyFolder(), 'issuer.json')
    must(await makeSigningKey(key, NOBODY, true))
    const told = await runCommand('cli/issue-card.ts', [...args, '--key', key, ...TERMS], env)
    return { ...told, heard }
  }

  test('reads the address of the card that lies there, and ends', async () => {
    const card = await ownedKeycard()
    const { code, out, said } = await issue(card, ['reader'])
    expect([code, said.toLowerCase()]).toEqual([0, expect.stringContaining(`card   ${ADDRESS}`)])
    expect(out.slice(6, 46)).toBe(ADDRESS.slice(2))
    expect(await shownBy(card)).toBeUndefined()
  }, 120_000)

  test('writes it to the card, which shows it from then on, and gives its pairing slot back', async () => {
    const card = await ownedKeycard()
    const { code, out, said, heard } = await issue(card, [ADDRESS, '--write'], { TAPSYR_KEYCARD_PIN: PIN })
    expect([code, said]).toEqual([0, expect.stringContaining('read back')])
    expect(await shownBy(card)).toEqual(hexToBytes(out.trim()))
    const kit = kitFor(card)
    await kit.select()
    expect(kit.applicationInfo?.freePairingSlots).toBe(5)
    // Of all that went over the reader nothing has the PIN in it.
    expect(heard.some((apdu) => Buffer.from(apdu).includes(PIN))).toBe(false)
  }, 120_000)

  test.each([
    ['a wrong PIN', { TAPSYR_KEYCARD_PIN: '654321' }, 'wrong PIN, 2 tries left'],
    ['another pairing password', { TAPSYR_KEYCARD_PIN: PIN, TAPSYR_KEYCARD_PAIRING: 'x' }, 'cryptogram'],
  ])(
    'writes nothing with %s, and says why',
    async (_, env, why) => {
      const card = await ownedKeycard()
      const { code, out, said } = await issue(card, ['reader', '--write'], env)
      expect([code, out, said]).toEqual([2, '', expect.stringContaining(why)])
      expect(await shownBy(card)).toBeUndefined()
    },
    60_000,
  )

  test('writes nothing to another card than was named', async () => {
    const args = [`0x${'11'.repeat(20)}`, '--write']
    const { code, said } = await issue(await ownedKeycard(), args, { TAPSYR_KEYCARD_PIN: PIN })
    expect([code, said]).toEqual([2, expect.stringContaining('on the reader lies 0x7E5F')])
  }, 120_000)

  test('writes nothing to one that nobody has set up', async () => {
    const card = emulateKeycard({ privateKey: PRIVATE_KEY })
    const { code, said } = await issue(card, ['reader', '--write'], { TAPSYR_KEYCARD_PIN: PIN })
    expect([code, said]).toEqual([2, expect.stringContaining('not set up by its owner yet')])
  }, 120_000)
})
