import { join } from 'node:path'
import { LANGUAGES } from '#src/language.ts'
import { overflowing } from './overflow.ts'
import { SCENES, sizesOf } from './scenes.ts'
import { openStage } from './stage.ts'

/**
 * Takes a picture of every screen: `tsx test/e2e/preview/shots.ts [folder] [only scenes whose name holds this]`.
 * Tells of text that does not fit and of anything the page complains about; exit code 1 if there is any.
 * Needs TAPSYR_ELECTRON and a display; `npm run screens` sees to both.
 */
const [folder = 'test-results/screens', only = ''] = process.argv.slice(2)
const complaints: string[] = []

const stage = await openStage()
try {
  for (const scene of SCENES.filter((scene) => scene.includes(only)))
    for (const size of sizesOf(scene))
      for (const language of LANGUAGES)
        for (const theme of language === 'kk' ? (['light', 'dark'] as const) : (['light'] as const)) {
          const page = await stage.show({ scene, language, theme, size })
          const parts = [
            scene,
            `${size.width}x${size.height}`,
            language,
            ...(theme === 'dark' ? [theme] : []),
          ]
          const name = parts.join('.')
          await page.screenshot({ path: join(folder, `${name}.png`) })
          complaints.push(...stage.complaints().map((what) => `${name}: ${what}`))
          complaints.push(
            ...(await page.evaluate(overflowing)).map((what) => `${name}: does not fit: ${what}`),
          )
        }
} finally {
  await stage.close()
}
process.stdout.write(complaints.map((line) => `${line}\n`).join(''))
process.exitCode = complaints.length > 0 ? 1 : 0
