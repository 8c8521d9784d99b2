import { expect, it } from 'vitest'
import { filesIn, read, withoutComments } from './repository.ts'

/** Each of these is a door through a wall of the program: one file guards it. */
const DOORS = [
  ['ipcMain', /\bipcMain\b/],
  ['ipcRenderer', /\bipcRenderer\b/],
  ['contextBridge', /\bcontextBridge\b/],
  ['new BrowserWindow', /\bnew BrowserWindow\b/],
] as const

it.each(DOORS)('uses %s in exactly one file', (_name, pattern) => {
  const files = filesIn('src', 'drivers', 'main', 'renderer', 'cli', 'settler', 'simulator')
  const using = files.filter((file) => pattern.test(withoutComments(read(file))))
  expect(using).toHaveLength(1)
})
