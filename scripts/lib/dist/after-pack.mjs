import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shippedPackages } from './contents.mjs'
import { LICENCES, licencesText } from './licences.mjs'

/** Called by electron-builder when the program's folder is laid out, before its fuses are set. */
export async function afterPack({ appOutDir }) {
  // The runtime's own start page, and a mark of our set-up: neither belongs to a terminal.
  for (const file of ['resources/default_app.asar', 'recipe']) rmSync(join(appOutDir, file), { force: true })
  writeFileSync(join(appOutDir, LICENCES), licencesText(shippedPackages(appOutDir)))
}
