import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface PanelFile {
  readonly type: string
  read(): Promise<Uint8Array>
}

const here = dirname(fileURLToPath(import.meta.url))
const fonts = join(
  dirname(createRequire(import.meta.url).resolve('@fontsource-variable/inter/package.json')),
  'files',
)

const file = (path: string, type: string): PanelFile => ({ type, read: () => readFile(path) })

/** The whole list of what the panel serves from disk; nothing is looked up by a name from outside. */
export const PANEL_FILES: ReadonlyMap<string, PanelFile> = new Map([
  ['', file(join(here, 'page/index.html'), 'text/html; charset=utf-8')],
  ['panel.css', file(join(here, 'page/panel.css'), 'text/css; charset=utf-8')],
  ['panel.js', file(join(here, 'page/panel.js'), 'text/javascript; charset=utf-8')],
  ['inter.woff2', file(join(fonts, 'inter-latin-wght-normal.woff2'), 'font/woff2')],
])
