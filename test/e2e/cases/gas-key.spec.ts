import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { z } from 'zod'
import { test } from '../fixtures.ts'
import { expectStates, sell } from '../steps.ts'

const PASSPHRASE = 'correct horse battery'

test('a system without a keyring asks for a passphrase, and selling does not wait for it', async ({
  world,
  terminal,
}) => {
  await terminal.configure((config) => {
    delete config.testGasKey
  })
  const first = await terminal.open()
  await sell(first, world)
  await expect(first.cashier.status).toHaveText('Fee key locked · 1 waiting · 4.27 USDC')

  await test.step('a new passphrase is typed twice', async () => {
    const { page } = first
    await page.getByRole('button', { name: 'Choose a passphrase' }).click()
    await typePassphrases(page, 'short', 'short')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('dialog').getByRole('alert')).toHaveText('Use at least 8 characters.')
    await typePassphrases(page, PASSPHRASE, 'something else')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('dialog').getByRole('alert')).toHaveText('The two are not the same.')
    await first.picture('new-passphrase')
    await typePassphrases(page, PASSPHRASE, PASSPHRASE)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('with money for gas on its account, what waited settles', async () => {
    await expect(first.cashier.status).toHaveText('Fee account low · 1 waiting · 4.27 USDC')
    await world.chain.ask('anvil_setBalance', await gasAccount(terminal.userDataDir), '0xde0b6b3a7640000')
    await expectStates(first.page, ['settled'])
    await expect(first.cashier.status).toHaveText('Online')
    await first.kiosk.kill()
  })

  await test.step('after a restart only the right passphrase opens the key', async () => {
    const second = await terminal.open()
    const { page } = second
    await sell(second, world, { amount: '1.00' })
    await expect(second.cashier.status).toHaveText('Fee key locked · 1 waiting · 1.00 USDC')
    await page.getByRole('button', { name: 'Enter the passphrase' }).click()
    await page.getByRole('textbox', { name: 'Passphrase' }).fill('not this one')
    await page.getByRole('button', { name: 'Unlock' }).click()
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('This is not the passphrase.')
    await second.picture('wrong-passphrase')
    await page.getByRole('textbox', { name: 'Passphrase' }).fill(PASSPHRASE)
    await page.getByRole('button', { name: 'Unlock' }).click()
    await expectStates(page, ['settled', 'settled'])
  })
})

async function typePassphrases(page: Page, first: string, again: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(first)
  await page.getByRole('textbox', { name: 'The same once more' }).fill(again)
}

const fileSchema = z.object({ lock: z.literal('passphrase'), keystore: z.string() })
const keystoreSchema = z.object({ address: z.string() })

/** The account that the owner has to fund: the key's file names it in the clear. */
async function gasAccount(userDataDir: string): Promise<string> {
  const text = await readFile(join(userDataDir, 'gas-key.json'), 'utf8')
  const { keystore } = fileSchema.parse(JSON.parse(text))
  const { address } = keystoreSchema.parse(JSON.parse(keystore))
  return address.startsWith('0x') ? address : `0x${address}`
}
