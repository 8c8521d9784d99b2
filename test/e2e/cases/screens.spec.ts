import { expect } from '@playwright/test'
import { LANGUAGES } from '#src/language.ts'
import { axeViolations, COLOURS } from '../axe.ts'
import { test } from '../fixtures.ts'
import { overflowing } from '../preview/overflow.ts'
import { SCENES } from '../preview/scenes.ts'
import { type Size, sizesOf } from '../preview/sizes.ts'
import { openStage, type Stage } from '../preview/stage.ts'

const soft = expect.configure({ soft: true })

let stage: Stage
test.beforeAll(async () => {
  stage = await openStage()
})
test.afterAll(() => stage.close())

for (const scene of SCENES)
  test(`${scene}: nothing is cut off in any language and size, and axe finds nothing`, async () => {
    const [first, ...others] = sizesOf(scene)
    if (!first) throw new Error(`${scene} is shown nowhere`)
    for (const language of LANGUAGES) {
      const page = await stage.show({ scene, language, theme: 'light', size: first })
      const expectWhole = async ({ width, height }: Size) =>
        // A list that keeps only its visible rows lays them out anew a frame or two after its window changed.
        soft.poll(() => page.evaluate(overflowing), `${language}, ${width}×${height}`).toEqual([])
      await expectWhole(first)
      // Words differ by language, and colours by theme; the page's structure does not.
      if (language === 'kk') {
        expect.soft(await axeViolations(page), 'axe, light').toEqual([])
        await stage.light('dark')
        expect.soft(await axeViolations(page, COLOURS), 'axe, dark').toEqual([])
      }
      for (const size of others) {
        await stage.resize(size)
        await expectWhole(size)
      }
    }
    expect(stage.complaints()).toEqual([])
  })
