import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { PrintedReceipt } from '#drivers/emulator/roll.ts'

/** The pictures of one performance, in order. */
export interface Album {
  /** Paths of the pictures taken so far. */
  readonly pictures: readonly string[]
  screen(page: Page, name: string): Promise<void>
  paper(receipts: readonly PrintedReceipt[]): Promise<void>
}

/** Starts an empty album in a folder; pictures of an earlier performance are thrown away. */
export async function openAlbum(dir: string): Promise<Album> {
  await mkdir(dir, { recursive: true })
  for (const kind of ['screens', 'receipts']) {
    await rm(join(dir, kind), { recursive: true, force: true })
    await mkdir(join(dir, kind))
  }
  const pictures: string[] = []
  let screens = 0
  return {
    pictures,
    async screen(page, name) {
      screens += 1
      const path = join(dir, 'screens', `${String(screens).padStart(2, '0')}-${name}.png`)
      await page.screenshot({ path })
      pictures.push(path)
    },
    async paper(receipts) {
      for (const [i, receipt] of receipts.entries()) {
        const path = join(dir, 'receipts', `${i + 1}.png`)
        await writeFile(path, await receipt.png())
        pictures.push(path)
      }
    },
  }
}
