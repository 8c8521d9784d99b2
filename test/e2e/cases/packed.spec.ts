import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect } from '@playwright/test'
import { sandboxArgs } from '#simulator/kiosk-command.ts'
import { nativeModules, wrongIn } from '../../../scripts/lib/dist/contents.mjs'
import { test } from '../fixtures.ts'
import { RELEASE, startRelease, TEST_BUILD } from '../packed.ts'
import { expectStates, nextReceipt } from '../steps.ts'

const release = RELEASE ?? ''

test.skip(process.platform !== 'linux', 'the packages are for Linux')
test.beforeAll(() => {
  if (!RELEASE || !TEST_BUILD) throw new Error('nothing is packed: use npm test')
})
test.use({ packed: TEST_BUILD })

test('the packed terminal sells, prints and settles', async ({ world, terminal, counter }) => {
  const { cashier, page, kiosk } = counter
  const before = await world.merchantBalance()
  expect(await kiosk.app.evaluate(({ app }) => app.isPackaged && app.getAppPath())).toMatch(/app\.asar$/)

  await cashier.charge('4.27')
  const paper = nextReceipt(world)
  world.tap('Aigerim')
  await cashier.waitForResult('Paid')
  expect(await paper).toContain(await cashier.receipt())
  await expectStates(page, ['settled'])
  expect((await world.merchantBalance()) - before).toBe(4_270_000n)

  // In this process, out of the archive: what the release ships must load where it runs. Loading collects
  // garbage, and with it the promise of an evaluation that waits for it: so it is not waited for.
  await kiosk.app.evaluate(({ app }) => {
    setImmediate(() => {
      const { createRequire } = process.getBuiltinModule('node:module')
      const require = createRequire(`${app.getAppPath()}/package.json`)
      const loaded = [
        ...[require('serialport').SerialPort.list, require('node-hid').devices],
        ...[require('pcsc-mini').Client, require('secp256k1/bindings.js').ecdsaRecover],
      ]
      Object.assign(globalThis, {
        loaded: [...loaded.map((each) => typeof each), require('node-hid').devices().length >= 0],
      })
    })
  })
  const loaded = () => kiosk.app.evaluate(() => Object.getOwnPropertyDescriptor(globalThis, 'loaded')?.value)
  await expect.poll(loaded).toEqual(['function', 'function', 'function', 'function', true])

  // Another one on the same files would write into the same journal.
  const second = await startRelease(sandboxArgs(), { userDataDir: terminal.userDataDir })
  expect(second.code).toBe(3)
})

test('the release holds the program, its native modules for this machine, and nothing else', () => {
  expect(wrongIn(release)).toEqual([])
  expect(nativeModules(release)).toEqual([
    'node_modules/@pcsc-mini/linux-x86_64-gnu/addon.node',
    'node_modules/@serialport/bindings-cpp/prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node',
    'node_modules/node-hid/prebuilds/HID_hidraw-linux-x64/node-napi-v4.node',
    'node_modules/secp256k1/prebuilds/linux-x64/secp256k1.glibc.node',
  ])
  expect(existsSync(join(release, 'LICENSES.third-party.txt'))).toBe(true)
})

test('the release has its fuses set', async () => {
  const { version: _, ...fuses } = await getCurrentFuseWire(join(release, 'tapsyr'))
  // In the program's file a fuse is the letter 0 or 1.
  const named = Object.entries(fuses).map(([fuse, state]) => [
    FuseV1Options[Number(fuse)],
    String.fromCharCode(Number(state)),
  ])
  expect(Object.fromEntries(named)).toEqual({
    RunAsNode: '0',
    EnableCookieEncryption: '1',
    EnableNodeOptionsEnvironmentVariable: '0',
    EnableNodeCliInspectArguments: '0',
    EnableEmbeddedAsarIntegrityValidation: '1',
    OnlyLoadAppFromAsar: '1',
    LoadBrowserProcessSpecificV8Snapshot: '0',
    GrantFileProtocolExtraPrivileges: '0',
  })
})

test('nobody makes the release run another program, open a debugger or trust anybody', async () => {
  const userDataDir = test.info().outputPath('profile')
  const asNode = await startRelease([...sandboxArgs(), '-e', 'console.log("ran as Node")'], {
    userDataDir,
    env: { ELECTRON_RUN_AS_NODE: '1' },
  })
  expect(asNode).toEqual({ code: 64, output: expect.stringContaining('not started with --e') })
  expect(asNode.output).not.toContain('ran as Node\n')

  const bad = ['inspect', 'remote-debugging-port', 'ignore-certificate-errors', 'js-flags']
  const options = { userDataDir, env: { NODE_OPTIONS: '--inspect=0' } }
  const all = await Promise.all(bad.map((name) => startRelease([...sandboxArgs(), `--${name}=0`], options)))
  for (const [i, name] of bad.entries()) {
    expect(all[i]).toEqual({ code: 64, output: expect.stringContaining(`not started with --${name}`) })
    expect(all[i]?.output).not.toMatch(/listening on/i)
  }
})
