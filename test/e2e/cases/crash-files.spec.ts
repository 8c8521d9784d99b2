import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { test } from '../fixtures.ts'

test('a crashed page leaves a dump, a bug in main its stack, and the next start tells of both', async ({
  terminal,
}) => {
  const first = await terminal.open()
  const folder = join(terminal.userDataDir, 'crashes')
  await first.kiosk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
  const dumps = async () =>
    (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.dmp'))
  await expect.poll(dumps).toHaveLength(1)

  const ended = first.kiosk.app.waitForEvent('close')
  await first.kiosk.app.evaluate(() => {
    setTimeout(() => {
      throw new Error('a bug for the test')
    })
  })
  await ended
  await terminal.open()
  // Faults go to the disk some seconds after they were noted.
  const faults = () => readFile(join(terminal.userDataDir, 'faults.json'), 'utf8').catch(() => '')
  await expect.poll(faults, { timeout: 15_000 }).toContain('a bug for the test')
  expect((await readdir(folder)).filter((name) => /^bug-.*\.json$/.test(name))).toHaveLength(1)
})
