import { describe, expect, it } from 'vitest'
import { importsOf, violations, whyNot } from '../../scripts/lib/import-rule.mjs'
import { filesIn, read } from './repository.ts'

const GOOD = [
  ['src/payment/fold.ts', '../money/amount.ts'],
  ['src/payment/fold.ts', '#src/money/amount.ts'],
  ['src/ipc/channels.ts', '../payment/record.ts'],
  ['src/payment/signature.ts', '@noble/curves/secp256k1.js'],
  ['drivers/pn532/driver.ts', '#src/device/link.ts'],
  ['drivers/link/serial.ts', 'serialport'],
  ['drivers/link/serial.ts', 'node:events'],
  ['drivers/emulator/card.ts', '../pn532/frame.ts'],
  ['main/modules/devices.ts', '#drivers/pn532/driver.ts'],
  ['main/windows/window.ts', 'electron'],
  ['main/chain/rpc.ts', 'ethers'],
  ['main/keys/vault.ts', 'ethers/wallet'],
  ['main/crypto/native.ts', 'secp256k1/bindings.js'],
  ['cli/settle.ts', '#main/ledger/ledger.ts'],
  ['cli/settle.ts', '#drivers/system-clock.ts'],
  ['cli/settle.ts', '#src/result.ts'],
  ['cli/settle.ts', './options.ts'],
  ['cli/settle.ts', 'node:fs/promises'],
  ['settler/lane.ts', '#main/settlement/settlement.ts'],
  ['settler/lane.ts', '@nats-io/jetstream'],
  ['main/preload/index.ts', 'electron'],
  ['main/preload/index.ts', '#src/ipc/channels.ts'],
  ['renderer/queue/store.ts', 'dexie'],
  ['renderer/screens/pay/pay.tsx', 'react-aria-components'],
  ['renderer/index.tsx', './style.css'],
  ['simulator/start.ts', '#drivers/emulator/card.ts'],
  ['simulator/start.ts', 'node:fs'],
  ['test/main/chain/rpc.test.ts', '#main/chain/rpc.ts'],
  ['test/rules/imports.test.ts', '../../scripts/lib/import-rule.mjs'],
  ['scripts/test.mjs', './lib/run.mjs'],
  ['vitest.config.ts', 'vitest/config'],
] as const

const BAD = [
  ['src/payment/fold.ts', '#drivers/pn532/driver.ts'],
  ['src/payment/fold.ts', '#main/keys/vault.ts'],
  ['src/payment/fold.ts', '#renderer/bridge.ts'],
  ['src/payment/fold.ts', '#simulator/start.ts'],
  ['src/payment/fold.ts', 'electron'],
  ['src/payment/fold.ts', 'node:fs'],
  ['src/payment/fold.ts', 'ethers'],
  ['src/payment/fold.ts', 'ethers/address'],
  ['src/payment/fold.ts', 'serialport'],
  ['src/payment/fold.ts', 'react'],
  ['src/payment/fold.ts', 'dexie'],
  ['drivers/pn532/driver.ts', '#main/index.ts'],
  ['drivers/pn532/driver.ts', '#renderer/bridge.ts'],
  ['drivers/pn532/driver.ts', '#simulator/start.ts'],
  ['drivers/pn532/driver.ts', 'electron'],
  ['drivers/pn532/driver.ts', 'ethers'],
  ['drivers/pn532/driver.ts', 'react'],
  ['drivers/pn532/driver.ts', 'dexie'],
  ['drivers/pn532/driver.ts', 'serialport'],
  ['drivers/pn532/driver.ts', '@serialport/stream'],
  ['drivers/emulator/card.ts', 'serialport'],
  ['drivers/pn532/driver.ts', '../emulator/card.ts'],
  ['drivers/pn532/driver.ts', '#drivers/emulator/card.ts'],
  ['main/index.ts', '#renderer/bridge.ts'],
  ['main/index.ts', '#simulator/start.ts'],
  ['main/index.ts', '#drivers/emulator/card.ts'],
  ['main/index.ts', './preload/index.ts'],
  ['main/index.ts', 'dexie'],
  ['main/index.ts', 'react'],
  ['main/index.ts', 'serialport'],
  ['main/modules/devices.ts', 'ethers'],
  ['main/index.ts', '#cli/settle.ts'],
  ['main/sale/sale.ts', 'secp256k1'],
  ['src/payment/signature.ts', 'secp256k1/bindings.js'],
  ['cli/settle.ts', '#simulator/chain/test-keys.ts'],
  ['cli/settle.ts', '#drivers/emulator/card.ts'],
  ['cli/settle.ts', '#renderer/bridge.ts'],
  ['cli/settle.ts', '#main/preload/index.ts'],
  ['cli/settle.ts', '../main/ledger/ledger.ts'],
  ['cli/settle.ts', 'electron'],
  ['main/sale/sale.ts', '@nats-io/transport-node'],
  ['main/index.ts', '#settler/lane.ts'],
  ['cli/settle.ts', 'ethers'],
  ['cli/settle.ts', 'secp256k1'],
  ['main/preload/index.ts', '#src/payment/record.ts'],
  ['main/preload/index.ts', '#main/keys/vault.ts'],
  ['main/preload/index.ts', '../keys/vault.ts'],
  ['main/preload/index.ts', '#drivers/pn532/driver.ts'],
  ['main/preload/index.ts', 'node:fs'],
  ['main/preload/index.ts', 'zod'],
  ['renderer/bridge.ts', '#main/index.ts'],
  ['renderer/bridge.ts', '#drivers/pn532/driver.ts'],
  ['renderer/bridge.ts', '#simulator/start.ts'],
  ['renderer/bridge.ts', 'electron'],
  ['renderer/bridge.ts', 'ethers'],
  ['renderer/bridge.ts', 'node:fs'],
  ['renderer/bridge.ts', 'serialport'],
  ['renderer/screens/pay/pay.tsx', 'dexie'],
  ['simulator/start.ts', '#main/index.ts'],
  ['simulator/start.ts', '#main/chain/rpc.ts'],
  ['simulator/start.ts', '#renderer/bridge.ts'],
  // Nothing imports the tests, and no folder is named around its alias.
  ['src/payment/fold.ts', '../../test/fakes/clock.ts'],
  ['simulator/start.ts', '../test/fakes/clock.ts'],
  ['main/index.ts', '../package.json'],
  ['main/index.ts', '../src/result.ts'],
  ['main/keys/vault.ts', '../../src/result.ts'],
  ['drivers/pn532/driver.ts', '../../src/device/link.ts'],
  ['renderer/bridge.ts', '#src/../main/index.ts'],
] as const

describe('the direction of imports', () => {
  it.each(GOOD)('%s may import %s', (file, specifier) => {
    expect(whyNot(file, specifier)).toBeUndefined()
  })

  it.each(BAD)('%s may not import %s', (file, specifier) => {
    expect(whyNot(file, specifier)).toBeTypeOf('string')
  })

  it.each([
    ["import type { A } from 'x'", 1],
    ["import {\n  a,\n  b,\n} from 'x'", 4],
    ["export * from 'x'", 1],
    ["const one = 1\nimport 'x'", 2],
    ["const a = await import('x')", 1],
    ["type A = import('x').A", 1],
    ["const a = require('x')", 1],
    ["export const one = 1\nimport a from 'x'", 2],
  ])('sees the import in %j', (text, line) => {
    expect(importsOf(text)).toEqual([{ specifier: 'x', line }])
  })

  it('takes no other text for an import', () => {
    expect(importsOf("const a = Array.from('x')\n// moved here from 'x'\nconst important = 'x'")).toEqual([])
  })

  it('names file, line and reason', () => {
    expect(violations('src/a.ts', "\nimport { app } from 'electron'")).toEqual([
      {
        file: 'src/a.ts',
        line: 2,
        specifier: 'electron',
        why: 'electron may be imported only in main',
      },
    ])
  })

  it('is kept by every file of the repository', () => {
    const files = filesIn('src', 'drivers', 'main', 'cli', 'settler', 'renderer', 'simulator', 'scripts')
    expect(files.flatMap((file) => violations(file, read(file)))).toEqual([])
  })
})
