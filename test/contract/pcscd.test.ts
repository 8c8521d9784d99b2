import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { afterEach, describe, expect, test } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { emulateMemoryCard } from '#drivers/emulator/storage-card.ts'
import { insertCard } from '#drivers/emulator/vpcd.ts'
import { selectKeycardCash } from '#drivers/keycard/driver.ts'
import { listPcscReaders, openPcsc } from '#drivers/pcsc/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { fail, ok } from '#src/result.ts'
import { createHand, type PcscReaderSetup, startPcscReader } from '../fakes/pcsc-reader.ts'
import { whyNoPcscd } from '../fakes/pcscd.ts'
import { must } from '../fakes/wires.ts'
import { PRIVATE_KEY, PUBLIC_KEY, SELECT, SELECT_ANSWER } from '../vectors/keycard.ts'
import { readerContract } from './reader.contract.ts'

const clock = systemClock
const never = new AbortController().signal
const keycard = () => emulateKeycardCash({ privateKey: PRIVATE_KEY })

/** PC/SC has no words for a second card: the reader takes one of them, or none. */
const PCSC = { tellsSeveral: false, tellsUid: true, tellsTransit: true, slowCards: true }

const trouble = await whyNoPcscd()
if (trouble) process.stderr.write(`\nNOT TESTED: readers behind pcscd, because ${trouble}\n\n`)

describe.skipIf(trouble)(`PC/SC over pcscd${trouble ? ` (not tested: ${trouble})` : ''}`, () => {
  readerContract((options) => startPcscReader(options), PCSC)

  describe('beyond what every reader does', () => {
    let setup: PcscReaderSetup | undefined
    const start = async (name?: string) => {
      setup = await startPcscReader({}, name)
      return setup
    }
    afterEach(async () => {
      await setup?.reader.close()
      await setup?.unplug()
    })

    test('a thousand signatures, each over its own digest', async () => {
      const { reader, service } = await start()
      must(await insertCard(keycard(), { port: service.port, shortAnswers: true }))
      const card = must(await selectKeycardCash(must(await reader.waitForCard(never))))
      expect(card.publicKey).toEqual(PUBLIC_KEY)
      for (let n = 0; n < 1_000; n++) {
        const digest = sha256(Uint8Array.of(n >> 8, n & 0xff))
        const { r, s } = must(await card.sign(digest))
        const signed = Uint8Array.of(...r, ...s)
        if (!secp256k1.verify(signed, digest, PUBLIC_KEY, { prehash: false })) expect.fail(`signature ${n}`)
      }
    }, 240_000)

    test('a card tells its identifier', async () => {
      const { reader, place, remove } = await start()
      const uid = Uint8Array.of(0x04, 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6)
      place({ ...keycard(), uid })
      expect(must(await reader.waitForCard(never)).uid).toEqual(uid)
      remove()
      must(await reader.waitForRemoval(never))
      place(keycard())
      expect(must(await reader.waitForCard(never)).uid).toBeUndefined()
    })

    test('a card that stores data only', async () => {
      const { reader, place, remove } = await start()
      place(emulateMemoryCard())
      expect(await reader.waitForCard(never)).toEqual(fail('CARD_TRANSIT'))
      remove()
      expect(await reader.waitForRemoval(never)).toEqual(ok())
    })

    test('a card that was laid down again after it left', async () => {
      const { reader, place, remove } = await start()
      for (let tap = 0; tap < 3; tap++) {
        place(keycard())
        const card = must(await reader.waitForCard(never))
        expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
        remove()
        must(await reader.waitForRemoval(never))
      }
    })

    test('a card is left powered, and nobody else gets at it before', async () => {
      const { reader, place, service } = await start()
      place(keycard())
      const card = must(await reader.waitForCard(never))
      const other = must(await openPcsc({ clock, name: service.readers[0] }))
      let order = ''
      const second = other.waitForCard(never).then(async (found) => {
        order += 'other '
        return must(found).release()
      })
      expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
      order += 'ours '
      await card.release()
      await second
      expect(order).toBe('ours other ')
      await other.close()
    })

    test('the reader that was asked for, and the list of all', async () => {
      const { service, reader } = await start('00 01')
      expect(must(await listPcscReaders({ clock }))).toEqual(service.readers)
      expect(reader.name).toBe(service.readers[1])
      expect(await openPcsc({ clock, name: 'ACR1252' })).toEqual(
        fail('LINK_ABSENT', `only ${service.readers.join(', ')}`),
      )
      const second = createHand(service, 1)
      second.place(keycard())
      const card = must(await reader.waitForCard(never))
      expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
      second.remove()
    })

    test('the service dies under a card, and is started anew', async () => {
      const { reader, place, unplug } = await start()
      place(keycard())
      const card = must(await reader.waitForCard(never))
      await unplug()
      expect(await card.transmit(SELECT)).toMatchObject(fail('LINK_CLOSED'))
      await reader.gone
      expect(await reader.waitForCard(never)).toMatchObject(fail('LINK_CLOSED'))
      await card.release()
      await reader.close()
      expect(await openPcsc({ clock })).toMatchObject(fail('PCSC_STOPPED'))
      expect(await listPcscReaders({ clock })).toMatchObject(fail('PCSC_STOPPED'))

      const again = await start()
      again.place(keycard())
      const sameCard = must(await again.reader.waitForCard(never))
      expect(await sameCard.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
    })
  })
})
