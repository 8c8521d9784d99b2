import { expect, it } from 'vitest'
import { accountOf } from '#main/chain/account.ts'
import { decryptKeystore, encryptKeystore } from '#main/chain/keystore.ts'
import { TEST_KEYS } from '#simulator/chain/test-keys.ts'

/** Little work: these tests are about the right and the wrong passphrase, not about its strength. */
const QUICK = 2

it('knows the address of a published key', () => {
  expect(accountOf(TEST_KEYS[0])).toEqual({
    address: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
    privateKey: TEST_KEYS[0],
  })
})

it('opens with the passphrase that closed it, and holds no key in the open', async () => {
  const account = accountOf(TEST_KEYS[0])
  const json = await encryptKeystore(account, 'жеті рет өлше', QUICK)
  expect(json).not.toContain(account.privateKey.slice(2))
  expect(await decryptKeystore(json, 'жеті рет өлше')).toEqual({ ok: true, value: account })
})

it('says so when the passphrase is wrong', async () => {
  const json = await encryptKeystore(accountOf(TEST_KEYS[0]), 'right', QUICK)
  expect(await decryptKeystore(json, 'wrong')).toMatchObject({ error: { code: 'PASSPHRASE_WRONG' } })
})

it.each(['', 'not json', '{}', '{"version":3}'])('says so when the text is no keystore: %s', async (text) => {
  expect(await decryptKeystore(text, 'any')).toMatchObject({ error: { code: 'CONFIG_INVALID' } })
})

it('says so when the file is damaged', async () => {
  const json = await encryptKeystore(accountOf(TEST_KEYS[0]), 'right', QUICK)
  const damaged = json.replace('"scrypt"', '"script"')
  expect(await decryptKeystore(damaged, 'right')).toMatchObject({ error: { code: 'CONFIG_INVALID' } })
})
