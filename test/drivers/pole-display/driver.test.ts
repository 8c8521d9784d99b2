import { describe, expect, test } from 'vitest'
import { emulatePoleDisplay } from '#drivers/emulator/pole-display.ts'
import { openPoleDisplay } from '#drivers/pole-display/driver.ts'
import { fail, ok } from '#src/result.ts'
import type { LinkPair } from '../../contract/link.contract.ts'
import { memoryWire, must, serialWire } from '../../fakes/wires.ts'

const seen = async (look: () => boolean): Promise<void> => {
  while (!look()) await new Promise((resolve) => setImmediate(resolve))
}

describe.each<[string, () => Promise<LinkPair>]>([
  ['memory', () => memoryWire()],
  ['memory, cut into single bytes', () => memoryWire(1)],
  ['a serial port', serialWire],
])('a pole display over %s', (_wire, makeWire) => {
  test('shows two lines, then two others, and is dark when it is closed', async () => {
    const { near, far, unplug } = await makeWire()
    const device = emulatePoleDisplay(far)
    const display = must(await openPoleDisplay(near))
    expect(await display.show({ top: 'К оплате', bottom: '1 234,56 USDC' })).toEqual(ok())
    await seen(() => device.lines[1].includes('USDC'))
    expect(device.lines).toEqual(['      К оплате      ', '   1 234,56 USDC    '])
    expect(device.cursorShown).toBe(false)
    await display.show({ top: 'Оплачено', bottom: '' })
    await seen(() => device.lines[0].includes('Оплачено'))
    expect(device.lines).toEqual(['      Оплачено      ', ' '.repeat(20)])
    await unplug()
  })

  test('says that its wire is gone', async () => {
    const { near, far, unplug } = await makeWire()
    emulatePoleDisplay(far)
    const display = must(await openPoleDisplay(near))
    await unplug()
    expect(await display.show({ top: '', bottom: '' })).toMatchObject(fail('LINK_CLOSED'))
    await display.close()
  })
})
