import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { openSerial } from '#drivers/link/serial.ts'
import { openNeo } from '#drivers/neo/driver.ts'
import { openPcsc } from '#drivers/pcsc/driver.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { CardReader } from '#src/device/reader.ts'
import { startPcscd, whyNoPcscd } from '../fakes/pcscd.ts'
import { must } from '../fakes/wires.ts'
import { ADDRESS, DIGEST, PUBLIC_KEY } from '../vectors/keycard.ts'
import { startVirtual, type VirtualProcess } from './virtual-process.ts'

const clock = systemClock
const never = new AbortController().signal

const trouble = await whyNoPcscd()
if (trouble) process.stderr.write(`\nNOT TESTED: virtual cards behind pcscd, because ${trouble}\n\n`)

let dir = ''
let running: VirtualProcess | undefined
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tapsyr-test-'))
})
afterEach(async () => {
  await running?.interrupt()
  running = undefined
  await rm(dir, { recursive: true, force: true })
})

const start = (...args: readonly string[]): VirtualProcess => {
  running = startVirtual(...args)
  return running
}

/** Pays with the card that lies there. */
async function pay(reader: CardReader, publicKey: Uint8Array) {
  const field = must(await reader.waitForCard(never))
  const card = must(await selectPaymentCard(field))
  expect(card.publicKey).toEqual(publicKey)
  const { r, s } = must(await card.sign(DIGEST))
  expect(secp256k1.verify(Uint8Array.of(...r, ...s), DIGEST, publicKey, { prehash: false })).toBe(true)
  await field.release()
  return card.application
}

describe.each([
  { kind: 'pn532', name: 'PN532', open: openPn532, card: 'keycard', application: 'keycard-cash' },
  { kind: 'neo', name: 'ID TECH NEO reader', open: openNeo, card: 'halo', application: 'halo' },
] as const)('a virtual $name', ({ kind, name, open, card, application }) => {
  test('with a card that pays, is taken away by Enter, and laid there again', async () => {
    const pty = join(dir, 'reader')
    const device = start('reader', kind, '--pty', pty, '--card', card)
    await device.line('card laid on the reader')
    expect(await device.line(name)).toBe(`${name} at ${pty}`)
    expect((await device.line('TEST KEY')).toLowerCase()).toContain(ADDRESS)

    const reader = must(await open(must(await openSerial(pty, { baudRate: 115_200 })()), { clock }))
    expect(await pay(reader, PUBLIC_KEY)).toBe(application)
    expect(await device.line('APDU')).toMatch(/^APDU 00A40400[0-9A-F]+ -> [0-9A-F]+$/)
    device.enter()
    await device.line('card taken away')
    must(await reader.waitForRemoval(never))
    device.enter()
    expect(await pay(reader, PUBLIC_KEY)).toBe(application)
    await reader.close()
    expect(await device.interrupt()).toBe(0)
    expect(existsSync(pty)).toBe(false)
  })
})

test('a virtual printer draws what it prints', async () => {
  const pty = join(dir, 'printer')
  const png = join(dir, 'receipts')
  const device = start('printer', 'escpos', '--pty', pty, '--png', png)
  await device.line('ESC/POS printer')
  const link = must(await openSerial(pty, { baudRate: 115_200 })())
  // ESC @, a line, GS V 1.
  must(await link.write(Uint8Array.of(0x1b, 0x40, ...Buffer.from('Thank you\n'), 0x1d, 0x56, 0x01)))
  expect(await device.line('receipt ')).toBe(`receipt ${join(png, '1.png')}: Thank you`)
  expect((await readFile(join(png, '1.png'))).subarray(1, 4).toString()).toBe('PNG')
  await link.close()
  expect(await device.interrupt()).toBe(0)
})

test('says why it cannot start, and leaves what is there alone', async () => {
  const taken = join(dir, 'taken')
  await writeFile(taken, 'mine')
  const onFile = start('reader', 'pn532', '--pty', taken)
  expect(await onFile.ended).toBe(1)
  expect(onFile.screen()).toBe(`${taken} exists already.\n`)
  expect(await readFile(taken, 'utf8')).toBe('mine')

  const nowhere = start('reader', 'pn532', '--pty', join(dir, 'no/such/folder'))
  expect(await nowhere.ended).toBe(1)
  expect(nowhere.screen()).toContain('cannot be made')

  // Port 1 is nobody's.
  const noVpcd = start('card', 'keycard', '--vpcd', '127.0.0.1:1')
  expect(await noVpcd.ended).toBe(1)
  expect(noVpcd.screen()).toContain('No vpcd answers at 127.0.0.1:1')

  const wrong = start('toaster')
  expect(await wrong.ended).toBe(1)
  expect(wrong.screen()).toContain('Usage: npm run virtual')
})

describe.skipIf(trouble)(`a virtual card behind pcscd${trouble ? ` (not tested: ${trouble})` : ''}`, () => {
  const KEY = '2a'.repeat(32)

  test.each([
    ['keycard', 'keycard-cash'],
    ['halo', 'halo'],
  ])('%s pays, is taken away by Enter, and ends with the service', async (card, application) => {
    const service = await startPcscd()
    const device = start('card', card, '--key', KEY, '--vpcd', `127.0.0.1:${service.port}`)
    await device.line('card laid on the reader')
    expect(await device.line('key as given')).toContain('for test money only')

    const reader = must(await openPcsc({ clock }))
    expect(await pay(reader, secp256k1.getPublicKey(hexToBytes(KEY), false))).toBe(application)
    expect(await device.line('APDU')).toMatch(/^APDU 00A40400[0-9A-F]+ -> [0-9A-F]+$/)
    await device.line('power on')
    device.enter()
    await device.line('card taken away')
    must(await reader.waitForRemoval(never))
    device.enter()
    must(await reader.waitForCard(never))
    await service.kill()
    expect(await device.ended).toBe(1)
    expect(device.screen()).toContain(`Ended: vpcd at 127.0.0.1:${service.port} has let the card go.`)
    await reader.close()
  })
})
