import { isAbsolute, relative } from 'node:path'
import { ROOT } from '../run.mjs'

export const MODULE_LIST = 'modules.json'

/** A module's path from the root with forward slashes; undefined for what the bundler made up. */
function pathOf(id) {
  const file = id.replace(/^\0+/, '').replace(/\?.*$/, '')
  return isAbsolute(file) ? relative(ROOT, file).replaceAll('\\', '/') : undefined
}

/** Writes down, beside each bundle, every file it was made from: whose licences apply, and what must not be there. */
export const moduleList = () => ({
  name: 'module-list',
  apply: 'build',
  generateBundle() {
    const paths = [...this.getModuleIds()].map(pathOf).filter((path) => path !== undefined)
    const source = JSON.stringify([...new Set(paths)].sort(), null, 1)
    this.emitFile({ type: 'asset', fileName: MODULE_LIST, source })
  },
})
