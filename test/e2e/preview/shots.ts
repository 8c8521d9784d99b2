import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import { LANGUAGES, type Language } from '#src/language.ts'
import { FITTING, STILL_AT_IT } from './fake-terminal.ts'
import { SCENES, type Scene } from './scenes.ts'

/**
 * Takes a picture of every screen: `tsx test/e2e/preview/shots.ts [folder] [only scenes whose name holds this]`.
 * Tells of text that does not fit and of anything the page complains about; exit code 1 if there is any.
 */
const [folder = 'test-results/screens', only = ''] = process.argv.slice(2)
const SIZES = [
  { width: 1280, height: 800 },
  { width: 800, height: 480 },
] as const
const CHROMIUM = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--autoplay-policy=no-user-gesture-required', // as in the app
  ],
}
/** What is typed into the dialogs of the rescue file, scene by scene; nothing: they are left as they open. */
const SAVE = { save: '', saving: STILL_AT_IT, saved: FITTING } as const
const TAKE = { take: '', 'take-failed': 'not this one', taken: FITTING } as const
const complaints: string[] = []

const configFile = join(import.meta.dirname, 'vite.config.ts')
await build({ configFile, logLevel: 'warn' })
const server = await preview({ configFile, preview: { port: 0, host: '127.0.0.1' } })
const browser = await chromium.launch(CHROMIUM)
try {
  for (const size of SIZES) await takeAll(browser, server.resolvedUrls?.local[0] ?? '', size)
} finally {
  await browser.close()
  await server.close()
}
process.stdout.write(complaints.map((line) => `${line}\n`).join(''))
process.exitCode = complaints.length > 0 ? 1 : 0

async function takeAll(browser: Browser, url: string, size: (typeof SIZES)[number]) {
  const context = await browser.newContext({
    viewport: size,
    timezoneId: 'Asia/Almaty',
    reducedMotion: 'reduce',
  })
  const scenes = SCENES.filter((scene) => scene.includes(only))
  for (const scene of scenes)
    for (const language of LANGUAGES) await take({ scene, language, theme: 'light' })
  for (const scene of scenes) await take({ scene, language: 'kk', theme: 'dark' })
  await context.close()

  async function take(shot: { scene: Scene; language: Language; theme: 'light' | 'dark' }) {
    const { scene, language, theme } = shot
    const name = [
      scene,
      `${size.width}x${size.height}`,
      language,
      ...(theme === 'dark' ? ['dark'] : []),
    ].join('.')
    const page = await context.newPage()
    await page.emulateMedia({ colorScheme: theme })
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complaints.push(`${name}: ${message.text()}`)
    })
    page.on('pageerror', (error) => complaints.push(`${name}: ${error.message}`))
    await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }))
    await page.goto(`${url}#${scene}/${language}`)
    await page.evaluate(() => document.fonts.ready)
    await act(page, scene)
    await page.screenshot({ path: join(folder, `${name}.png`) })
    complaints.push(...(await page.evaluate(overflowing)).map((what) => `${name}: does not fit: ${what}`))
    await page.close()
  }
}

/** What the cashier does first, where the state alone does not show the screen. */
async function act(page: Page, scene: Scene) {
  if (scene.startsWith('counter') && scene !== 'counter') await page.keyboard.type('427')
  if (scene.startsWith('panel')) await page.locator('.top-bar__status').click()
  if (scene.startsWith('passphrase')) {
    await page.locator('.notice button').click()
    await page.keyboard.type('abc')
    await page.keyboard.press('Enter')
  }
  if (scene === 'tap-transfer-chosen') await page.locator('.pay-codes__choice button').nth(1).click()
  if (scene.startsWith('rescue')) await actRescue(page, scene)
}

/** Opens the dialog from the panel's foot, and goes as far as the scene does. */
async function actRescue(page: Page, scene: Scene) {
  const name = scene.slice('rescue-'.length)
  const saves = name in SAVE
  const passphrase: string = { ...SAVE, ...TAKE }[name as keyof typeof SAVE | keyof typeof TAKE]
  await page.locator('.top-bar__status').click()
  await page
    .locator('.panel__foot button')
    .nth(saves ? 2 : 3)
    .click()
  if (passphrase === '') return
  for (const field of await page.locator('.field__input').all()) await field.fill(passphrase)
  await page.keyboard.press('Enter')
  await page.locator('.passphrase__working, .rescue-done, .passphrase__problem:not(:empty)').first().waitFor()
}

/** Elements whose text is wider or taller than they are, or that leave the screen. Runs in the page. */
function overflowing(): string[] {
  const names: string[] = []
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('.visually-hidden, svg, .panel__body') || getComputedStyle(element).opacity === '0')
      continue
    const { right, bottom, left, top } = element.getBoundingClientRect()
    const outside = right > innerWidth + 1 || bottom > innerHeight + 1 || left < -1 || top < -1
    const tight =
      element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline'
    const short =
      element.scrollHeight > element.clientHeight + 4 && getComputedStyle(element).display !== 'inline'
    if (element.className !== '' && (outside || tight || short))
      names.push(`${element.tagName}.${element.className}`)
  }
  return names
}
