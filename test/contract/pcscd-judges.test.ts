import { execHaloCmdPCSC } from '@arx-research/libhalo/api/desktop'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import type { APDUCommand } from 'keycard-sdk/dist/apdu-command.js'
import { APDUResponse } from 'keycard-sdk/dist/apdu-response.js'
import { CashApplicationInfo } from 'keycard-sdk/dist/cash-application-info.js'
import { CashCommandset } from 'keycard-sdk/dist/cash-commandset.js'
import { RecoverableSignature } from 'keycard-sdk/dist/recoverable-signature.js'
import * as pcsc from 'pcsc-mini'
import { afterEach, describe, expect, test } from 'vitest'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateHalo } from '#drivers/emulator/halo.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { insertCard } from '#drivers/emulator/vpcd.ts'
import { libhaloReader } from '../fakes/libhalo-reader.ts'
import { startPcscd, type TestPcscd, whyNoPcscd } from '../fakes/pcscd.ts'
import { must } from '../fakes/wires.ts'
import { ADDRESS, DIGEST, PRIVATE_KEY, PUBLIC_KEY } from '../vectors/keycard.ts'

// The makers' own kits are the judges here, over the system's PC/SC: of ours, only the card is in play.

const trouble = await whyNoPcscd()
if (trouble) process.stderr.write(`\nNOT TESTED: the makers' kits behind pcscd, because ${trouble}\n\n`)

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe.skipIf(trouble)(`the makers' kits over pcscd${trouble ? ` (not tested: ${trouble})` : ''}`, () => {
  let service: TestPcscd | undefined
  /** pcsc-mini throws when one whose service has ended is tidied up. */
  const clients: pcsc.Client[] = []
  afterEach(() => service?.kill())

  /** A card in a reader, as any program on this machine finds it. */
  async function connect(card: EmulatedCard): Promise<pcsc.Card> {
    service = await startPcscd()
    const [name] = service.readers
    const client = new pcsc.Client()
    clients.push(client)
    // The service is killed in the end: that is no news.
    client.on('error', () => {})
    const present = new Promise<pcsc.Reader>((resolve) => {
      client.on('reader', (reader) =>
        reader.on('change', (status) => {
          if (reader.name() === name && status.has(pcsc.ReaderStatus.PRESENT)) resolve(reader)
        }),
      )
    })
    client.start()
    must(await insertCard(card, { port: service.port }))
    return (await present).connect(pcsc.CardMode.SHARED, pcsc.Protocol.ANY)
  }

  /** Holds the bytes until the card has answered: pcsc-mini 0.1.3 does not. */
  async function transmit(card: pcsc.Card, apdu: Uint8Array): Promise<Uint8Array> {
    const held = { bytes: Uint8Array.from(apdu) }
    const answer = await card.transmit(held.bytes)
    return held.bytes.length > 0 ? answer.slice() : answer
  }

  test('keycard-sdk selects Keycard Cash, signs with it, and its signature is the card’s', async () => {
    const card = await connect(emulateKeycardCash({ privateKey: PRIVATE_KEY }))
    const kit = new CashCommandset({
      isConnected: () => true,
      send: async (command: APDUCommand) => new APDUResponse(await transmit(card, command.serialize())),
    })
    const selected = (await kit.select()).checkOK()
    expect(Uint8Array.from(new CashApplicationInfo(selected.data).pubKey ?? [])).toEqual(PUBLIC_KEY)

    const signed = (await kit.sign(DIGEST)).checkOK()
    const { r, s, recId } = new RecoverableSignature({ hash: DIGEST, tlvData: signed.data })
    const compact = Uint8Array.of(...(r ?? []), ...(s ?? []))
    expect(secp256k1.verify(compact, DIGEST, PUBLIC_KEY, { prehash: false })).toBe(true)
    expect([0, 1]).toContain(recId)
  })

  test('libhalo finds a HaLo tag, signs with it, and its signature is the tag’s', async () => {
    const card = await connect(emulateHalo({ keys: [PRIVATE_KEY, Uint8Array.of(...new Uint8Array(31), 2)] }))
    const reader = libhaloReader((apdu) => transmit(card, apdu))
    expect(await execHaloCmdPCSC({ name: 'version' }, reader)).toMatchObject({
      core: { ver: expect.stringMatching(/^01\.C5\./) },
    })
    const signed = await execHaloCmdPCSC({ name: 'sign', keyNo: 1, digest: hex(DIGEST) }, reader)
    expect([signed.publicKey, signed.etherAddress.toLowerCase()]).toEqual([hex(PUBLIC_KEY), ADDRESS])
    const { r, s } = signed.signature.raw
    const compact = hexToBytes(r + s)
    expect(secp256k1.verify(compact, DIGEST, PUBLIC_KEY, { prehash: false, lowS: true })).toBe(true)
  })
})
