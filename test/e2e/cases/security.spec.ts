import { join } from 'node:path'
import { expect } from '@playwright/test'
import { CHANNEL_NAMES } from '#src/ipc/requests.ts'
import { test } from '../fixtures.ts'
import { askForRights, runWhatMayNotRun } from '../hostile-page.ts'
import { listenForAnybody } from '../listener.ts'
import { reachOut } from '../reach-out.ts'

test('the page has no Node, no Electron and one frozen way out', async ({ counter: { page } }) => {
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

test('every window runs sandboxed, isolated and without tools', async ({ counter: { kiosk } }) => {
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

test('the page is served with a strict policy, and nothing beside its own files', async ({
  counter: { kiosk },
}) => {
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

test('a script that was brought into the page does not run', async ({ counter: { page } }) => {
  expect(await page.evaluate(runWhatMayNotRun)).toEqual([])
})

test('the page reaches no network, whatever it tries', async ({ counter: { page } }) => {
  const listener = await listenForAnybody()
  const reached = await page.evaluate(reachOut, listener.port)
  expect(reached).toEqual([])
  expect(listener.heard()).toEqual([])
  await listener.close()
})

test('the page can neither leave nor open a window', async ({ counter: { page, kiosk } }) => {
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

test('nobody opens the developer tools', async ({ counter: { kiosk } }) => {
  const opened = await kiosk.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.openDevTools()
    return contents?.isDevToolsOpened()
  })
  expect(opened).toBe(false)
})

test('the page gets no right and no device', async ({ counter: { page } }) => {
  expect(await page.evaluate(askForRights)).toEqual([])
})

test('the page saves no file', async ({ counter: { page, kiosk } }) => {
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

test('main answers no channel for a page that is not the terminal’s', async ({ counter: { kiosk } }) => {
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

test('main takes no garbage on any channel', async ({ counter: { page } }) => {
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
