import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { LANGUAGES } from '#src/language.ts'
import { overflowing } from './overflow.ts'
import { SCENES, type Scene } from './scenes.ts'
import { sizesOf } from './sizes.ts'
import { openStage, type Shown } from './stage.ts'

const HELP = `npm run screens                   draws the chosen screens for docs/screens
npm run screens -- FOLDER [NAME]  draws every scene, or those whose name holds NAME, at every size

Tells of text that does not fit and of anything the page complains about; exit code 1 if there is any.
`

/** What docs/screens shows: one picture for each thing that people do. */
const CHOSEN: readonly Scene[] = [
  'counter',
  'order-basket',
  'order-tap',
  'paid',
  'paid-offline',
  'declined',
  'sign-in',
  'shift-x',
  'today',
  'payment-settled',
  'station-start',
  'station-go',
  'station-out',
  'service-overview',
  'service-test',
  'setup-summary',
]
const DOCS = join(import.meta.dirname, '../../../docs/screens')

const [folder, part = ''] = process.argv.slice(2)
if (folder === '--help') process.stdout.write(HELP)
else process.exitCode = await draw(folder === undefined ? chosen() : all(folder, part))

interface Picture {
  readonly shown: Shown
  readonly path: string
}

function chosen(): Picture[] {
  return CHOSEN.flatMap((scene) =>
    LANGUAGES.flatMap((language) =>
      sizesOf(scene)
        .slice(0, 1)
        .map((size) => ({
          shown: { scene, language, size, theme: 'light' as const },
          path: join(DOCS, `${scene}.${language}.png`),
        })),
    ),
  )
}

function all(to: string, name: string): Picture[] {
  const scenes = SCENES.filter((scene) => scene.includes(name))
  return scenes.flatMap((scene) =>
    sizesOf(scene).flatMap((size) =>
      [...LANGUAGES, 'dark' as const].map((look) => ({
        shown: {
          ...{ scene, size },
          ...(look === 'dark'
            ? ({ language: 'kk', theme: 'dark' } as const)
            : ({ language: look, theme: 'light' } as const)),
        },
        path: join(to, `${scene}.${size.width}x${size.height}.${look}.png`),
      })),
    ),
  )
}

async function draw(pictures: readonly Picture[]): Promise<number> {
  const complaints: string[] = []
  const stage = await openStage()
  try {
    for (const { shown, path } of pictures) {
      const page = await stage.show(shown)
      await mkdir(join(path, '..'), { recursive: true })
      await page.screenshot({ path })
      complaints.push(...stage.complaints().map((what) => `${path}: ${what}`))
      complaints.push(...(await page.evaluate(overflowing)).map((what) => `${path}: does not fit: ${what}`))
    }
  } finally {
    await stage.close()
  }
  process.stdout.write(complaints.map((line) => `${line}\n`).join(''))
  return complaints.length > 0 ? 1 : 0
}
