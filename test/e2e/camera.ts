import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { Page } from '@playwright/test'
import jsQR from 'jsqr'

/** What a phone's camera reads from the code with this name on the terminal's screen. */
export async function photograph(page: Page, name: string): Promise<string> {
  const code = page.getByRole('img', { name })
  const image = await loadImage(await code.screenshot())
  const canvas = createCanvas(image.width, image.height)
  const paper = canvas.getContext('2d')
  paper.drawImage(image, 0, 0)
  const { data } = paper.getImageData(0, 0, image.width, image.height)
  const read = jsQR(Uint8ClampedArray.from(data), image.width, image.height)
  if (!read) throw new Error('no code on the screen')
  return read.data
}
