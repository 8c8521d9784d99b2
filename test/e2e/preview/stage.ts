import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type CDPSession, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import { electronPath, kioskEnv, sandboxArgs } from '#simulator/kiosk-command.ts'
import type { Language } from '#src/language.ts'
import { act } from './act.ts'
import type { Scene } from './scenes.ts'
import type { Size } from './sizes.ts'

export interface Shown {
  readonly scene: Scene
  readonly language: Language
  readonly theme: 'light' | 'dark'
  readonly size: Size
}

/** The screens of the terminal with nothing behind them, in the real Electron. */
export interface Stage {
  /** Shows a scene from its beginning, and does what a person does first there. */
  show(shown: Shown): Promise<Page>
  /** The same scene at another size. */
  resize(size: Size): Promise<void>
  /** The same scene by day or by night. */
  light(theme: Shown['theme']): Promise<void>
  /** What the page complained about since it was asked last. */
  complaints(): string[]
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'tapsyr-stage-'))
  const configFile = join(import.meta.dirname, 'vite.config.ts')
  // Two stages stand beside each other: what one of them builds must not replace what the other serves.
  const outDir = join(folder, 'page')
  await build({ configFile, logLevel: 'warn', build: { outDir } })
  const server = await preview({ configFile, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } })
  const url = server.resolvedUrls?.local[0] ?? ''
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [
      ...sandboxArgs(),
      join(import.meta.dirname, 'empty-window.cjs'),
      `--user-data-dir=${join(folder, 'profile')}`,
    ],
    // Electron warns of the empty page before the first scene, which has no policy; the scenes have the terminal's.
    env: { ...kioskEnv(), TZ: 'Asia/Almaty', ELECTRON_DISABLE_SECURITY_WARNINGS: 'true' },
  })
  const page = await app.firstWindow()
  const emulated = await page.context().newCDPSession(page)
  const heard: string[] = []
  let shown = 0
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text())
  })
  page.on('pageerror', (error) => heard.push(error.message))
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }))

  const light = (theme: Shown['theme']) => page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })

  return {
    async show({ scene, language, theme, size }) {
      await setSize(emulated, size)
      await light(theme)
      shown += 1
      // Loaded once; then only the fragment changes, each time to another one.
      const hash = `#${scene}/${language}/${shown}`
      await page.goto(`${url}${hash}`)
      // The page hears of it a moment later, and until then shows the one before.
      await page.locator(`html[data-shown="${hash}"]`).waitFor()
      await page.evaluate(() => document.fonts.ready)
      await act(page, scene)
      return page
    },
    resize: (size) => setSize(emulated, size),
    light,
    complaints: () => heard.splice(0),
    async close() {
      await app.close()
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Screens that are larger than the display, too. */
async function setSize(emulated: CDPSession, { width, height }: Size): Promise<void> {
  await emulated.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: 1,
    mobile: false,
  })
}
