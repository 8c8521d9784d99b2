import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { electronPath, kioskArgs, kioskEnv } from '#simulator/kiosk-command.ts'
import { CHANNEL_NAMES } from '#src/ipc/requests.ts'
import { type Counter, type Terminal, test } from '../fixtures.ts'
import { askForRights, runWhatMayNotRun } from '../hostile-page.ts'
import { startWith } from '../launcher.ts'
import { listenForAnybody } from '../listener.ts'
import { reachOut } from '../reach-out.ts'
import { type SelfSigned, selfSigned } from '../self-signed.ts'

interface Locked extends Counter {
  readonly terminal: Terminal
  /** Its only node: a stranger with a certificate of its own. */
  readonly stranger: SelfSigned
}

/** A start costs seconds and a look next to nothing: one terminal is looked at from all sides, in this order. */
const CHECKS: [name: string, look: (locked: Locked) => Promise<void>][] = []
const check = (...one: (typeof CHECKS)[number]): unknown => CHECKS.push(one)

test('the terminal is locked down', async ({ terminal }) => {
  test.slow()
  const stranger = await selfSigned()
  await terminal.configure((config) => {
    delete config.testGasKey
    config.chain.rpcUrls = [stranger.url]
  })
  startWith(terminal, {
    env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    switches: ['--password-store=basic'],
  })
  const counter = await terminal.open()
  for (const [name, look] of CHECKS) await test.step(name, () => look({ ...counter, terminal, stranger }))
  await stranger.close()
})

check('the page has no Node, no Electron and one frozen way out', async ({ page }) => {
  const found = await page.evaluate(() => ({
    node: ['process', 'require', 'module', 'Buffer', 'global', 'electron'].filter((name) => name in window),
    bridge: Object.keys(window.tapsyr),
    frozen: Object.isFrozen(window.tapsyr),
    origin: location.origin,
    secure: isSecureContext,
  }))
  expect(found).toEqual({
    node: [],
    bridge: ['call', 'on'],
    frozen: true,
    origin: 'app://kiosk',
    secure: true,
  })
})

check('every window runs sandboxed, isolated and without tools', async ({ kiosk }) => {
  const preferences = await kiosk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      // Electron's types leave this method out.
      const contents: object = window.webContents
      return (contents as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
    }),
  )
  expect(preferences).toEqual([
    expect.objectContaining({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    }),
  ])
})

check('the page is served with a strict policy, and nothing beside its own files', async ({ kiosk }) => {
  const { policy, outside } = await kiosk.app.evaluate(async ({ net }) => ({
    policy: (await net.fetch('app://kiosk/')).headers.get('content-security-policy'),
    outside: (await net.fetch('app://kiosk/..%2f..%2fpackage.json')).status,
  }))
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("connect-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(outside).toBe(404)
})

check('a script that was brought into the page does not run', async ({ page }) => {
  expect(await page.evaluate(runWhatMayNotRun)).toEqual([])
})

check('the page reaches no network, whatever it tries', async ({ page }) => {
  const listener = await listenForAnybody()
  const reached = await page.evaluate(reachOut, listener.port)
  expect(reached).toEqual([])
  expect(listener.heard()).toEqual([])
  await listener.close()
})

check('the page can neither leave nor open a window', async ({ page, kiosk }) => {
  const listener = await listenForAnybody()
  const url = `http://127.0.0.1:${listener.port}/`
  expect(await page.evaluate((target) => window.open(target) !== null, url)).toBe(false)

  const prevented = await kiosk.app.evaluate(({ BrowserWindow }, target) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return new Promise((resolve) => {
      contents?.once('will-navigate', (event) => setImmediate(() => resolve(event.defaultPrevented)))
      void contents?.executeJavaScript(`location.href = ${JSON.stringify(target)}`)
    })
  }, url)
  expect(prevented).toBe(true)
  expect(await page.evaluate(() => location.href)).toBe('app://kiosk/')
  expect(kiosk.app.windows()).toHaveLength(1)
  expect(listener.heard()).toEqual([])
  await listener.close()
})

check('nobody opens the developer tools', async ({ kiosk }) => {
  const opened = await kiosk.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.openDevTools()
    return contents?.isDevToolsOpened()
  })
  expect(opened).toBe(false)
})

check('the page gets no right and no device', async ({ page }) => {
  expect(await page.evaluate(askForRights)).toEqual([])
})

check('the page saves no file', async ({ page, kiosk }) => {
  const prevented = kiosk.app.evaluate(
    ({ session }) =>
      new Promise((resolve) => {
        session.defaultSession.once('will-download', (event) =>
          setImmediate(() => resolve(event.defaultPrevented)),
        )
      }),
  )
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['text']))
    link.download = 'file.txt'
    link.click()
  })
  expect(await prevented).toBe(true)
})

check('main answers no channel for a page that is not the terminal’s', async ({ kiosk }) => {
  const preload = join('out', 'preload', 'index.cjs')
  const answers: unknown = await kiosk.app.evaluate(
    async ({ BrowserWindow, app }, { channels, preload }) => {
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { preload: `${app.getAppPath()}/${preload}`, sandbox: true, contextIsolation: true },
      })
      await stranger.loadURL('about:blank')
      return stranger.webContents.executeJavaScript(
        `Promise.all(${JSON.stringify(channels)}.map((channel) => tapsyr.call(channel, undefined)))`,
      )
    },
    { channels: CHANNEL_NAMES, preload },
  )
  expect(answers).toEqual(CHANNEL_NAMES.map(() => ({ ok: false, error: { code: 'IPC_SENDER_REFUSED' } })))
})

check('main takes no garbage on any channel', async ({ page }) => {
  const codes = await page.evaluate(async (channels) => {
    const garbage: unknown[] = [
      null,
      7,
      'text',
      [],
      { more: 1 },
      { saleId: 'x', units: '1', seq: -1, ids: [] },
    ]
    const answers = channels.flatMap((channel) =>
      garbage.map((payload) => window.tapsyr.call(channel, payload as undefined)),
    )
    return (await Promise.all(answers)).map((answer) => (answer.ok ? 'taken' : answer.error.code))
  }, CHANNEL_NAMES)
  expect(new Set(codes)).toEqual(new Set(['IPC_PAYLOAD_INVALID']))
})

check('main takes no certificate that nobody has signed, whatever the environment says', async (locked) => {
  const { page, kiosk, stranger } = locked
  const probe = await page.evaluate(() => window.tapsyr.call('chain/probe', undefined))
  expect(probe).toMatchObject({ ok: false, error: { code: 'RPC_TLS_FAILED' } })
  const word = await kiosk.app.evaluate(() => process.env.NODE_TLS_REJECT_UNAUTHORIZED ?? null)
  expect(word).toBeNull()
  expect(stranger.requests()).toBe(0)
})

check('without a real keyring no key is made before somebody has a passphrase for it', async (locked) => {
  const { page, kiosk } = locked
  const { backend, folder } = await kiosk.app.evaluate(({ app, safeStorage }) => ({
    backend: safeStorage.getSelectedStorageBackend(),
    folder: app.getPath('userData'),
  }))
  expect(backend).toBe('basic_text')
  const key = await page.evaluate(() => window.tapsyr.call('keys/state', undefined))
  expect(key).toEqual({ ok: true, value: 'new-passphrase-needed' })
  expect((await readdir(folder)).filter((name) => /key/.test(name))).toEqual([])
})

check('of the devices that a page asks for none is chosen', async ({ kiosk }) => {
  const chosen = await kiosk.app.evaluate(({ session, BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const found = { deviceId: 'found', portId: 'found' }
    const choices: Record<string, unknown> = {}
    const ask = (target: NodeJS.EventEmitter | undefined, event: string, ...found: unknown[]) => {
      const preventDefault = () => {
        choices[event] = [...[choices[event] ?? []].flat(), 'not by Electron']
      }
      const choose = (choice: unknown) => {
        choices[event] = [...[choices[event] ?? []].flat(), choice || 'none']
      }
      target?.emit(event, { preventDefault }, ...found, choose)
    }
    ask(session.defaultSession, 'select-hid-device', { deviceList: [found], frame: null })
    ask(session.defaultSession, 'select-serial-port', [found], contents)
    ask(session.defaultSession, 'select-usb-device', { deviceList: [found], frame: null })
    ask(contents, 'select-bluetooth-device', [found])
    return choices
  })
  const nothing = ['not by Electron', 'none']
  expect(chosen).toEqual({
    'select-hid-device': nothing,
    'select-serial-port': nothing,
    'select-usb-device': nothing,
    'select-bluetooth-device': nothing,
  })
})

check('a second program on the same profile ends with 3, and says why', async ({ terminal }) => {
  const second = spawn(electronPath(), kioskArgs(terminal), { env: kioskEnv() })
  let said = ''
  second.stderr.on('data', (text) => {
    said += text
  })
  const [code] = await once(second, 'close')
  expect(code).toBe(3)
  expect(said).toContain('another one runs on this profile')
})

// The last: it takes away what keeps requests from ever meeting a certificate.
check('the page’s session takes no certificate at all', async ({ kiosk, stranger }) => {
  const before = stranger.connections()
  const said = await kiosk.app.evaluate(async ({ session }, url) => {
    const { defaultSession } = session
    defaultSession.webRequest.onBeforeRequest(null)
    await defaultSession.setProxy({ mode: 'direct' })
    return defaultSession.fetch(url).then((answer) => `${answer.status}`, String)
  }, stranger.url)
  expect(said).toBe('Error: net::ERR_FAILED')
  // It was there, saw the certificate, and asked for nothing.
  expect(stranger.connections()).toBeGreaterThan(before)
  expect(stranger.requests()).toBe(0)
})
