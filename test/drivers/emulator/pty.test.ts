import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPtyPair } from '#drivers/emulator/pty.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'

test('gives two ports that exist, under fixed names if wished', async () => {
  const folder = emptyFolder()
  const links = { device: join(folder, 'device'), host: join(folder, 'host') }
  const pair = must(await openPtyPair({ links }))
  expect([pair.device, pair.host]).toEqual([links.device, links.host])
  await Promise.all([access(pair.device), access(pair.host)])
  await pair.close()
  await pair.close()
  await expect(access(pair.host)).rejects.toThrow()
})

test('says so when the ports cannot be made', async () => {
  const links = { device: '/no/such/folder/device', host: '/no/such/folder/host' }
  expect(await openPtyPair({ links })).toMatchObject({ ok: false, error: { code: 'LINK_ABSENT' } })
})
