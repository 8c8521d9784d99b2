import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
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
    const [member] = members.ok ? members.value : []
    return member && 'key' in member ? member.key : undefined
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

test('a station has a password, the rights of its terminals alone, and a file of them for its own server', async () => {
  const folder = emptyFolder()
  const station = { role: 'station', name: 'almaty-1' } as const
  const conf = () => readFileSync(join(folder, 'users.conf'), 'utf8')
  const stationsConf = () => readFileSync(join(folder, 'stations', 'almaty-1.conf'), 'utf8')
  expect(await enrol(folder, station)).toEqual({
    ok: true,
    value: join(folder, 'keys', 'station.almaty-1.nk'),
  })
  // A list of no subjects is no list to NATS: it would allow all.
  expect(conf()).toContain('publish: { deny: ">" }, subscribe: { deny: ">" }')
  await enrol(folder, GATE)
  await enrol(folder, { role: 'terminal', site: 'almaty-2', name: 'gate-07' })
  const password = readFileSync(join(folder, 'keys', 'station.almaty-1.nk'), 'utf8')
  expect(password).toMatch(/^[0-9a-f]{48}$/)
  const line = conf()
    .split('\n')
    .find((each) => each.includes(`user: "station.almaty-1", password: "${password}"`))
  expect(line).toContain('"tapsyr.up.almaty-1.gate-07"')
  expect(line).not.toContain('almaty-2')
  expect(stationsConf()).toContain('tapsyr.up.almaty-1.gate-07')
  expect(stationsConf()).not.toMatch(/password|almaty-2/)
  await dismiss(folder, GATE)
  expect(stationsConf()).not.toContain('gate-07')
  await dismiss(folder, station)
  expect(existsSync(join(folder, 'stations', 'almaty-1.conf'))).toBe(false)
})
