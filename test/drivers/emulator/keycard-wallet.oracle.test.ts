import type { APDUCommand } from 'keycard-sdk/dist/apdu-command.js'
import { APDUResponse } from 'keycard-sdk/dist/apdu-response.js'
import { ApplicationInfo } from 'keycard-sdk/dist/application-info.js'
import { Commandset } from 'keycard-sdk/dist/commandset.js'
import { RecoverableSignature } from 'keycard-sdk/dist/recoverable-signature.js'
import { expect, test } from 'vitest'
import { emulateKeycardWallet } from '#drivers/emulator/keycard-wallet.ts'
import { DIGEST, PRIVATE_KEY, PUBLIC_KEY, RECOVERY_ID, WALLET_SELECT } from '../../vectors/keycard.ts'

// Keycard's own kit is the judge here, with our card behind its channel.

const kitFor = (card: ReturnType<typeof emulateKeycardWallet>) =>
  new Commandset({
    isConnected: () => true,
    send: async (command: APDUCommand) => new APDUResponse(card.answer(command.serialize())),
  })

test('Keycard’s own kit selects the wallet and signs without PIN', async () => {
  const kit = kitFor(emulateKeycardWallet({ pinlessKey: PRIVATE_KEY }))
  expect((await kit.select()).sw).toBe(0x9000)
  const { sw, data } = await kit.signPinless(DIGEST)
  expect(sw).toBe(0x9000)
  const signature = new RecoverableSignature({ hash: DIGEST, tlvData: Uint8Array.from(data) })
  expect(signature.recId).toBe(RECOVERY_ID)
  expect(Uint8Array.from(signature.publicKey ?? [])).toEqual(PUBLIC_KEY)
})

test('Keycard’s own kit reads what state the wallet is in', () => {
  const infoOf = (state: 'new' | 'no-seed' | 'ready') => {
    const answer = emulateKeycardWallet({ pinlessKey: undefined, state }).answer(WALLET_SELECT)
    return new ApplicationInfo(answer.slice(0, -2))
  }
  expect(infoOf('new').initializedCard).toBe(false)
  expect(infoOf('no-seed').hasMasterKey()).toBe(false)
  const ready = infoOf('ready')
  expect(ready.hasMasterKey()).toBe(true)
  expect(ready.getAppVersionString()).toBe('3.1')
})
