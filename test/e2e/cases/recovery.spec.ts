import { spawn } from 'node:child_process'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { SUSPECT_PAGE_AFTER } from '#main/files/renew-profile.ts'
import type { Kiosk } from '#simulator/kiosk.ts'
import { electronPath, kioskArgs, kioskEnv } from '#simulator/kiosk-command.ts'
import { isAlive, killNow, processTree } from '#simulator/process-tree.ts'
import type { RecoveryKind } from '#src/ipc/maintenance.ts'
import { type Terminal, test } from '../fixtures.ts'
import { goOffline, sell } from '../steps.ts'

/** What the terminal promises: whatever of it dies, it sells again so soon, by its own clock. */
const WITHIN_MS = 15_000
/** A machine under load may need longer to notice. */
const WITHIN = { timeout: 60_000 }
const WAITING = 'Offline · 1 waiting · 4.27 USDC'
const result = 'Paid, settles later'

/** Files of the profile that nothing depends on but a start's speed and what is told of the past. */
const OF_NOBODY = [
  ...['Preferences', 'Local State', 'Network Persistent State', 'Trust Tokens', 'DevToolsActivePort'],
  ...['recoveries.json', 'faults.json', 'format.json', 'update.json', 'rate.json', 'staff-lock.json'],
  ...['last-good-config.json', 'decisions.jsonl', 'journal.witness', 'journal/index.bin'],
]

/** The page ends in each way that a page can. */
const DEATHS = {
  'a page that crashed': ['page', crash],
  'a page in an endless loop': ['hung', inPage('for (;;);')],
  'a page that is white': ['hung', inPage("document.getElementById('root').replaceChildren()")],
  'a page that eats memory without end': [
    'memory',
    inPage('const all = []; for (;;) all.push(new Array(1e5).fill(1.5))'),
  ],
} as const

for (const [name, [kind, kill]] of Object.entries(DEATHS))
  test(`${name} is back with its queue, and it is counted`, async ({ world, terminal }) => {
    const counter = await terminal.open()
    const { kiosk } = counter
    await goOffline(counter, world)
    await sell(counter, world, { amount: '4.27', result })
    await kill(kiosk)
    await expect.poll(() => mended(terminal), WITHIN).toEqual([kind])
    expect(await lostForMs(terminal)).toBeLessThan(WITHIN_MS)
    await expect.poll(() => wordsOf(kiosk)).toContain(WAITING)
    expect(await wordsOf(kiosk)).toContain('Enter the amount')
  })

test('without its graphics process the terminal sells on', async ({ world, terminal }) => {
  const counter = await terminal.open()
  await goOffline(counter, world)
  await sell(counter, world, { amount: '4.27', result })
  expect(counter.kiosk.killOnly('gpu-process')).toBe(1)
  await expect.poll(() => mended(terminal), WITHIN).toEqual(['gpu'])
  await sell(counter, world, { card: 'Daniyar', amount: '8.05', result })
  await expect(counter.cashier.status).toHaveText('Offline · 2 waiting · 12.32 USDC')
})

test('a page that dies whenever it is loaded gives way to a plain one that says so', async ({
  world,
  terminal,
}) => {
  const counter = await terminal.open()
  const { kiosk } = counter
  await goOffline(counter, world)
  await sell(counter, world, { amount: '4.27', result })
  await kiosk.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.on('dom-ready', () => {
      if (contents.getURL() === 'app://kiosk/') contents.forcefullyCrashRenderer()
    })
  })
  await crash(kiosk)
  await expect.poll(() => wordsOf(kiosk), WITHIN).toContain('PAGE_FAILING')
  const words = await wordsOf(kiosk)
  for (const said of ['Терминал жұмыс істемейді', 'Терминал не работает', 'Payments are kept.'])
    expect(words).toContain(said)
  await kiosk.kill()

  const next = await terminal.open()
  await expect(next.cashier.status).toHaveText(WAITING)
  expect(await mended(terminal)).toEqual(['program'])
})

test('a technician reads what was mended', async ({ terminal }) => {
  const { kiosk } = await terminal.open()
  for (const kind of ['gpu-process', 'gpu-process'] as const) {
    const before = (await mended(terminal)).length
    kiosk.killOnly(kind)
    await expect.poll(async () => (await mended(terminal)).length, WITHIN).toBe(before + 1)
  }
  await kiosk.kill()
  const { page } = await terminal.open()
  await page.keyboard.press('Control+Alt+KeyS')
  await page.keyboard.type('0000')
  await page.keyboard.press('Enter')
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^Program/ }) })
  await expect(row).toContainText('needs you')
  await expect(row).toContainText('The terminal ended without being shut down.')
  await expect(row).toContainText('graphics stopped: 2 · ended unexpectedly: 1')
})

test('starts that came to nothing: the next begins with files of Chromium’s that are new, and the queue from the journal', async ({
  world,
  terminal,
}) => {
  const first = await terminal.open()
  await goOffline(first, world)
  await sell(first, world, { amount: '4.27', result })
  await first.kiosk.close()
  expect(await vainStarts(terminal)).toBe(0)
  // One that was not killed in time has shown its page, and counts for nothing.
  while ((await vainStarts(terminal)) < SUSPECT_PAGE_AFTER) await startInVain(terminal)

  const next = await terminal.open()
  await expect(next.cashier.status).toHaveText(WAITING)
  expect((await mended(terminal)).at(-1)).toBe('profile')
  expect(await readdir(terminal.userDataDir)).toContainEqual(expect.stringMatching(/^IndexedDB\.unopenable-/))
  await next.kiosk.kill()

  await test.step('and where every file is garbage but the journal, it sells all the same', async () => {
    for (const name of OF_NOBODY) await writeFile(join(terminal.userDataDir, name), '\0}{ not what it was')
    const third = await terminal.open()
    await expect(third.cashier.status).toHaveText(WAITING)
    await sell(third, world, { card: 'Daniyar', amount: '8.05', result })
    await expect(third.cashier.status).toHaveText('Offline · 2 waiting · 12.32 USDC')
  })
})

function crash({ app }: Kiosk): Promise<unknown> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
}

/** Playwright gives up a page that crashed once, and waits for one that hangs: main asks it instead. */
function inPage(script: string) {
  return ({ app }: Kiosk): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }, code) => {
      void BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code)
    }, `setTimeout(() => { ${script} }, 100); 0`)
}

/** A page that dies while it is asked never answers. */
async function wordsOf({ app }: Kiosk): Promise<string> {
  const text: unknown = await app.evaluate(({ BrowserWindow }) =>
    Promise.race([
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
      new Promise((resolve) => setTimeout(resolve, 1000, '')),
    ]),
  )
  return String(text).replace(/\s+/g, ' ')
}

const recoveriesOf = ({ userDataDir }: Terminal): string => join(userDataDir, 'recoveries.json')

async function mended(terminal: Terminal): Promise<RecoveryKind[]> {
  const { recent } = JSON.parse(await readFile(recoveriesOf(terminal), 'utf8'))
  return recent.map(({ kind }: { readonly kind: RecoveryKind }) => kind)
}

const vainStarts = async (terminal: Terminal): Promise<number> =>
  JSON.parse(await readFile(recoveriesOf(terminal), 'utf8')).vain

/** A start that is killed before anything is on the screen. */
async function startInVain(terminal: Terminal): Promise<void> {
  const { mtimeMs } = await stat(recoveriesOf(terminal))
  const { pid } = spawn(electronPath(), kioskArgs(terminal), { env: kioskEnv(), stdio: 'ignore' })
  if (pid === undefined) throw new Error('the terminal has no process')
  await expect
    .poll(async () => (await stat(recoveriesOf(terminal))).mtimeMs, { intervals: [20], timeout: 60_000 })
    .toBeGreaterThan(mtimeMs)
  const tree = processTree(pid)
  killNow(tree)
  await expect.poll(() => tree.some(isAlive)).toBe(false)
}

/** From the line of the log that tells of the loss to the one that tells that it is over. */
async function lostForMs({ userDataDir }: Terminal): Promise<number> {
  const log = await readFile(join(userDataDir, 'logs', 'tapsyr.log'), 'utf8')
  const lines: { readonly time: string; readonly message: string }[] = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const at = (words: RegExp) => Date.parse(lines.find(({ message }) => words.test(message))?.time ?? '')
  return at(/^the page is back/) - at(/^the page (is gone|does not answer|has used up)/)
}
