import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

// Stands in for Electron's own launcher: `electron [flags] [-r module] FOLDER_OR_FILE [arguments]`.
const args = process.argv.slice(1)
const require = createRequire(join(process.cwd(), 'launcher.js'))
while (args[0]?.startsWith('-')) {
  const flag = args.shift()
  if (flag === '-r' || flag === '--require') require(resolve(args.shift()))
}
const target = resolve(args[0] ?? '.')
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })

if (statSync(target).isDirectory()) {
  const { name, productName, version, main } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))
  app.setName(productName ?? name ?? 'Electron')
  if (version) app.setVersion(version)
  if (!app.commandLine.hasSwitch('user-data-dir'))
    app.setPath('userData', join(app.getPath('appData'), app.getName()))
  app.setAppPath(target)
  // Awaited: Electron says "ready" only after this file, and the app has things to set before that.
  await import(pathToFileURL(join(target, main ?? 'index.js')).href)
} else {
  app.setAppPath(join(target, '..'))
  await import(pathToFileURL(target).href)
}
