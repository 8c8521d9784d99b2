import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { KK as SCREEN_WORDS } from '#renderer/i18n/kk.ts'
import { KK as ERROR_WORDS } from '#src/errors/words/kk.ts'
import { test } from '../fixtures.ts'

// A terminal whose settings cannot be read knows no language: it speaks the one it was built for.

test('a wrong field puts the terminal out of service and is named', async ({ terminal }) => {
  await terminal.configure((config) => {
    config.money.domain.chainId = -1
  })
  const { page } = await terminal.launch()
  const screen = page.getByRole('alert')
  await expect(screen.getByRole('heading', { name: SCREEN_WORDS['out.title'] })).toBeVisible()
  await expect(screen).toContainText(ERROR_WORDS.CONFIG_INVALID.what)
  await expect(screen).toContainText('CONFIG_INVALID')
  await expect(screen).toContainText('money.domain.chainId')
  await page.screenshot({ path: test.info().outputPath('out-of-service.png') })
})

test('a payment limit finer than the token is a wrong field too', async ({ terminal }) => {
  await terminal.configure((config) => {
    config.money.maxPayment = '10.1234567'
  })
  const { page } = await terminal.launch()
  await expect(page.getByRole('alert')).toContainText('money.maxPayment')
})

test('a terminal that has lost its configuration is out of service, and says which file', async ({
  terminal,
}) => {
  await mkdir(join(terminal.userDataDir, 'journal'), { recursive: true })
  await rm(terminal.configPath)
  const { page } = await terminal.launch()
  const screen = page.getByRole('alert')
  await expect(screen).toContainText('CONFIG_INVALID')
  await expect(screen).toContainText(terminal.configPath)
})

test('a terminal that was never set up has the wizard, and answers nothing else', async ({ terminal }) => {
  await rm(terminal.configPath)
  const { page } = await terminal.launch()
  const answers = await page.evaluate(async () => [
    await window.tapsyr.call('setup/state', undefined),
    await window.tapsyr.call('terminal/start', undefined),
  ])
  expect(answers).toMatchObject([{ value: { needed: true } }, { error: { code: 'SETUP_NEEDED' } }])
})
