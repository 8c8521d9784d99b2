import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { hashPin } from '#main/staff/pins.ts'
import { KK as SCREEN_WORDS } from '#renderer/i18n/kk.ts'
import { KK as ERROR_WORDS } from '#src/errors/words/kk.ts'
import { anOperator } from '../../fakes/operator.ts'
import { test } from '../fixtures.ts'
import { pickInDialogs } from '../pick-in-dialogs.ts'
import { technicianAt } from '../technician.ts'

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

test('where the operator signs, a changed byte stops the terminal until the signed file is back', async ({
  terminal,
}) => {
  test.slow()
  const PIN = '735124'
  const pin = await hashPin(PIN)
  await terminal.configure((config) => {
    config.signed = { version: 1 }
    config.service = { pin }
  })
  const operator = anOperator()
  const operatorPath = join(terminal.dir, 'operator.json')
  operator.pin(operatorPath)
  const good = await readFile(terminal.configPath, 'utf8')
  operator.put(terminal.configPath, good)
  const start = async () => {
    const kiosk = await terminal.launch({ operatorPath })
    const answer = await kiosk.page.evaluate(() => window.tapsyr.call('terminal/start', undefined))
    return { kiosk, answer }
  }

  await test.step('signed, it works', async () => {
    const { kiosk, answer } = await start()
    expect(answer).toMatchObject({ ok: true })
    await kiosk.kill()
  })

  await test.step('changed, it does not, and takes nothing that is not signed', async () => {
    const changed = good.replace('"till":1', '"till":2')
    expect(changed).not.toBe(good)
    await writeFile(terminal.configPath, changed)
    const { kiosk, answer } = await start()
    expect(answer).toMatchObject({ error: { code: 'CONFIG_SIGNATURE_INVALID' } })
    const screen = kiosk.page.getByRole('alert')
    await expect(screen).toContainText(ERROR_WORDS.CONFIG_SIGNATURE_INVALID.what)
    await kiosk.page.screenshot({ path: test.info().outputPath('out-of-service.png') })

    const { comeIn, go, button, say, restartsAfter, typePin } = technicianAt(kiosk, 'kk')
    await comeIn(PIN, 'pin')
    await go('configuration')
    await expect(kiosk.page.getByText('CONFIG_SIGNATURE_INVALID · altered')).toBeVisible()
    const stick = join(terminal.dir, 'stick.json')
    await writeFile(stick, changed)
    await pickInDialogs(kiosk, stick)
    await button('service.loadConfig').click()
    await expect(kiosk.page.getByText(say('service.refusedFile'))).toBeVisible()
    await expect(kiosk.page.getByText('CONFIG_UNSIGNED')).toBeVisible()
    await expect(button('service.apply')).toHaveCount(0)
    expect(await readFile(terminal.configPath, 'utf8')).toBe(changed)

    operator.put(stick, good)
    await button('service.loadConfig').click()
    await restartsAfter(async () => {
      await button('service.apply').click()
      await expect(kiosk.page.getByRole('dialog', { name: say('service.applyTitle') })).toBeVisible()
      await typePin(PIN)
    })
  })

  await test.step('with the signed file it works again', async () => {
    expect((await start()).answer).toMatchObject({ ok: true })
  })
})
