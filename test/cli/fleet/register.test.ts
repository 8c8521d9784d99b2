import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dismiss, enrol, listMembers } from '../../../cli/fleet/members.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const GATE = { role: 'terminal', site: 'almaty-1', name: 'gate-07' } as const
const NORTH = { role: 'settler', name: 'north' } as const

test('a member has a secret that only its owner reads, and the server knows its public key alone', async () => {
  const folder = emptyFolder()
  const path = join(folder, 'keys', 'almaty-1.gate-07.nk')
  expect(await enrol(folder, GATE)).toEqual({ ok: true, value: path })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const seed = readFileSync(path, 'utf8')
  expect(seed).toMatch(/^SU[A-Z2-7]{56}$/)
  const conf = readFileSync(join(folder, 'users.conf'), 'utf8')
  expect(conf).not.toContain(seed)
  expect(conf).toMatch(
    /^ {2}\{ nkey: "U[A-Z2-7]{55}", permissions: \{ publish: \["tapsyr\.up\.almaty-1\.gate-07",/m,
  )
})

test('nobody is enrolled twice, and who is dismissed is in no list', async () => {
  const folder = emptyFolder()
  await enrol(folder, GATE)
  await enrol(folder, NORTH)
  expect(await enrol(folder, GATE)).toMatchObject({ ok: false, error: { code: 'CONFIG_INVALID' } })
  expect(await listMembers(folder)).toMatchObject({ ok: true, value: [GATE, NORTH] })
  expect((await dismiss(folder, GATE)).ok).toBe(true)
  expect(await listMembers(folder)).toMatchObject({ ok: true, value: [NORTH] })
  expect(await dismiss(folder, GATE)).toMatchObject({ ok: false, error: { code: 'CONFIG_INVALID' } })
  expect(readFileSync(join(folder, 'users.conf'), 'utf8')).not.toContain('almaty-1')
})

test('who was dismissed can be enrolled again, with another key', async () => {
  const folder = emptyFolder()
  const keyOf = async () => {
    const members = await listMembers(folder)
    return members.ok ? members.value[0]?.key : undefined
  }
  await enrol(folder, GATE)
  const first = await keyOf()
  await dismiss(folder, GATE)
  expect(await enrol(folder, GATE)).toMatchObject({ ok: true })
  expect(await keyOf()).toMatch(/^U[A-Z2-7]{55}$/)
  expect(await keyOf()).not.toBe(first)
})

test('a register that somebody broke is named, and nothing is written over it', async () => {
  const folder = emptyFolder()
  const register = join(folder, 'users.json')
  writeFileSync(register, '{"members":[{"role":"queen"}]}')
  const done = await enrol(folder, GATE)
  expect(done).toMatchObject({ ok: false, error: { code: 'CONFIG_INVALID' } })
  expect(readFileSync(register, 'utf8')).toBe('{"members":[{"role":"queen"}]}')
})
