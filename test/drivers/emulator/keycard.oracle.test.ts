import type { APDUCommand } from 'keycard-sdk/dist/apdu-command.js'
import { APDUResponse } from 'keycard-sdk/dist/apdu-response.js'
import { CashApplicationInfo } from 'keycard-sdk/dist/cash-application-info.js'
import { CashCommandset } from 'keycard-sdk/dist/cash-commandset.js'
import { Commandset } from 'keycard-sdk/dist/commandset.js'
import { expect, test } from 'vitest'
import { emulateKeycard } from '#drivers/emulator/keycard.ts'
import { CERTIFICATE } from '../../vectors/certificate.ts'
import { PRIVATE_KEY } from '../../vectors/keycard.ts'

// Keycard's own kit is the judge here: it does the cryptography of the other side.

const PIN = '123456'
const PASSWORD = 'KeycardDefaultPairing'
const CASH = 0x02
const data = CERTIFICATE.bytes

function newCard() {
  const card = emulateKeycard({ privateKey: PRIVATE_KEY })
  const channel = {
    isConnected: () => true,
    send: async (command: APDUCommand) => new APDUResponse(card.answer(command.serialize())),
  }
  return { card, kit: new Commandset(channel), cash: new CashCommandset(channel) }
}

/** Set up by its owner, and paired. */
async function ownedCard() {
  const made = newCard()
  await made.kit.select()
  expect(made.kit.applicationInfo?.initializedCard).toBe(false)
  ;(await made.kit.init(PIN, '123456789012', PASSWORD)).checkOK()
  ;(await made.kit.select()).checkOK()
  return made
}

const statusOf = async (answer: Promise<APDUResponse>) => (await answer).sw

test('sets up the card, pairs, opens the channel, shows the PIN and stores what Cash shows', async () => {
  const { kit, cash } = await ownedCard()
  expect(kit.applicationInfo).toMatchObject({ initializedCard: true, freePairingSlots: 5 })
  await kit.autoPair(PASSWORD)
  await kit.autoOpenSecureChannel()
  ;(await kit.verifyPIN(PIN)).checkAuthOK()
  ;(await kit.storeData(data, CASH)).checkOK()
  expect(Uint8Array.from((await kit.getData(CASH)).checkOK().data)).toEqual(data)
  await kit.autoUnpair()
  const shown = new CashApplicationInfo((await cash.select()).checkOK().data)
  expect(Uint8Array.from(shown.pubData ?? [])).toEqual(data)
  await kit.select()
  expect(kit.applicationInfo?.freePairingSlots).toBe(5)
})

test('stores nothing without the channel, nor before the PIN', async () => {
  const { kit } = await ownedCard()
  expect(await statusOf(kit.storeData(data, CASH))).toBe(0x6985)
  await kit.autoPair(PASSWORD)
  await kit.autoOpenSecureChannel()
  expect(await statusOf(kit.storeData(data, CASH))).toBe(0x6985)
  expect(await statusOf(kit.verifyPIN('000000'))).toBe(0x63c2)
  expect(await statusOf(kit.verifyPIN('000000'))).toBe(0x63c1)
  expect(await statusOf(kit.verifyPIN(PIN))).toBe(0x9000)
  expect(await statusOf(kit.storeData(new Uint8Array(128), CASH))).toBe(0x6a80)
  expect(await statusOf(kit.storeData(data, 0x07))).toBe(0x6a86)
})

test('a PIN that was wrong three times opens nothing any more', async () => {
  const { kit } = await ownedCard()
  await kit.autoPair(PASSWORD)
  await kit.autoOpenSecureChannel()
  for (const tries of [2, 1, 0]) expect(await statusOf(kit.verifyPIN('000000'))).toBe(0x63c0 | tries)
  expect(await statusOf(kit.verifyPIN(PIN))).toBe(0x63c0)
})

test('pairs with nobody who has another password, and with five at most', async () => {
  const { kit } = await ownedCard()
  await expect(kit.autoPair('another')).rejects.toThrow(/cryptogram/)
  for (let n = 0; n < 5; n += 1) {
    await kit.autoPair(PASSWORD)
    expect(kit.getPairing().pairingIndex).toBe(n)
  }
  await expect(kit.autoPair(PASSWORD)).rejects.toMatchObject({ sw: 0x6a84 })
})

test('a byte that somebody has got at ends the channel', async () => {
  const { card, kit } = await ownedCard()
  await kit.autoPair(PASSWORD)
  await kit.autoOpenSecureChannel()
  const command = Uint8Array.of(0x80, 0x20, 0, 0, 32, ...new Uint8Array(32))
  expect(Buffer.from(card.answer(command)).toString('hex')).toBe('6982')
  expect(Buffer.from(card.answer(command)).toString('hex')).toBe('6985')
})
