import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../run.mjs'

export const LICENCES = 'LICENSES.third-party.txt'
const LICENCE_FILE = /^(licen[cs]e|copying|notice|ofl)/i
const LINE = '-'.repeat(80)

/** One package's name, version, licence and the texts that it carries. */
function licenceOf(path) {
  const folder = join(ROOT, path)
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file) && !/\.(js|ts|json)$/.test(file))
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return { name: `${name} ${version}`, licence: license?.type ?? license ?? 'see below', texts }
}

/** The licences of everything that was not written here, as the packed program carries them. */
export function licencesText(packages) {
  const byName = new Map(packages.map(licenceOf).map((entry) => [entry.name, entry]))
  const entries = [...byName.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'))
  const head =
    'Tapsyr contains the packages below. Electron and Chromium have files of their own beside this one;\nthe letters of receipts, derived from Terminus Font, are under the SIL Open Font License in the archive.\n'
  const parts = entries.map(({ name, licence, texts }) =>
    [
      LINE,
      `${name} (${licence})`,
      LINE,
      ...(texts.length > 0 ? texts : ['Its package carries no text of its own.']),
    ].join('\n'),
  )
  return `${[head, ...parts].join('\n\n')}\n`
}
