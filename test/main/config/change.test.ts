import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkConfig } from '#main/config/check.ts'
import { differencesOf } from '#main/config/differences.ts'
import { maskJson, secretsIn } from '#main/config/mask.ts'
import { lastGoodPath, previousPath } from '#main/config/paths.ts'
import { PLAIN } from '#main/config/signing.ts'
import { rememberGood, replaceConfig, rollBackConfig } from '#main/config/store.ts'
import { noLayers } from '#main/fleet/layers.ts'
import { createConfigDesk } from '#main/service/config-desk.ts'
import { fail, ok } from '#src/result.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const example = (name: string): string =>
  readFileSync(new URL(`../../../docs/examples/${name}.json`, import.meta.url), 'utf8')
const COUNTER = example('counter')
/** The counter's example with some of it changed. */
const counterWith = (change: (json: Record<string, Record<string, unknown>>) => void): string => {
  const json = JSON.parse(COUNTER)
  change(json)
  return JSON.stringify(json)
}
const unsigned = (text: string) => ({ text, signatures: null })
const SECOND = counterWith(({ terminal }) => {
  if (terminal) terminal.till = 2
})

test('each problem has its path and its kind', () => {
  const wrong = counterWith((json) => {
    delete json.shop
    json.terminal = { id: 'a', till: 1000 }
    json.chain = { rpcUrls: ['no url'], speed: 1 }
    json.languages = { screen: 'de' }
    json.discounts = JSON.parse('"5"')
  })
  const { problems } = checkConfig(wrong)
  expect(problems.map(({ path, kind }) => `${path} ${kind}`).sort()).toEqual([
    'chain.rpcUrls.0 format',
    'chain.speed unknown',
    'discounts type',
    'languages.screen choice',
    'shop missing',
    'terminal.till range',
  ])
})

test('a limit finer than the token is named, and a text that is no JSON', () => {
  const fine = counterWith(({ money }) => {
    if (money) money.maxPayment = '10.1234567'
  })
  expect(checkConfig(fine).problems).toMatchObject([{ path: 'money.maxPayment', kind: 'format' }])
  expect(checkConfig('{"torn').problems).toMatchObject([{ path: '', kind: 'format' }])
  expect(checkConfig(COUNTER).problems).toEqual([])
})

test('secrets are masked wherever they stand, and their change still shows', () => {
  const json = {
    chain: { rpcUrls: ['https://user:hunter2@rpc.example/v2/key?x=1', 'https://bare.example'] },
    staff: [{ id: 'a', pin: 'scrypt$1' }],
    testGasKey: '0x01',
  }
  expect(maskJson(json)).toEqual({
    chain: { rpcUrls: ['https://rpc.example/•••', 'https://bare.example'] },
    staff: [{ id: 'a', pin: '•••' }],
    testGasKey: '•••',
  })
  expect(secretsIn(json).sort()).toEqual(['/v2/key', '0x01', '?x=1', 'hunter2', 'scrypt$1', 'user'].sort())
  const changed = { ...json, staff: [{ id: 'a', pin: 'scrypt$2' }] }
  expect(differencesOf(json, changed)).toEqual([{ path: 'staff.0.pin', before: '"•••"', after: '"•••"' }])
})

test('differences name what is new, gone and other', () => {
  expect(differencesOf({ a: 1, b: { c: [1, 2] }, d: {} }, { a: 2, b: { c: [1] }, e: 'x', d: {} })).toEqual([
    { path: 'a', before: '1', after: '2' },
    { path: 'b.c.1', before: '2', after: null },
    { path: 'e', before: null, after: '"x"' },
  ])
})

function desk(now: string | null) {
  const userData = emptyFolder()
  const path = join(userData, 'tapsyr.json')
  if (now !== null) writeFileSync(path, now)
  const stick = join(emptyFolder(), 'new.json')
  const parts = {
    path,
    userData,
    signing: PLAIN,
    layers: noLayers(null, null),
    dialogs: { open: async () => stick },
  }
  return { path, userData, stick, desk: createConfigDesk(parts), read: () => readFileSync(path, 'utf8') }
}

test('a file is applied as it was looked at, and the one before is a step back', async () => {
  const { path, stick, desk: config, read, userData } = desk(COUNTER)
  writeFileSync(stick, SECOND)
  const looked = await config.load()
  expect(looked).toMatchObject(
    ok({
      fileName: 'new.json',
      problems: [],
      differences: [{ path: 'terminal.till', before: '1', after: '2' }],
    }),
  )
  // What somebody writes on the stick afterwards, nobody has looked at.
  writeFileSync(stick, 'something else')
  expect(await config.apply(looked.ok ? (looked.value?.id ?? '') : '')).toMatchObject({ ok: true })
  expect(read()).toBe(SECOND)
  expect(readFileSync(previousPath(path), 'utf8')).toBe(COUNTER)
  expect(await rollBackConfig(path, userData)).toEqual(ok())
  expect(read()).toBe(COUNTER)
  // And forth again.
  expect(await rollBackConfig(path, userData)).toEqual(ok())
  expect(read()).toBe(SECOND)
})

test('a file with a mistake is shown and never applied, and one that nobody looked at neither', async () => {
  const { stick, desk: config, read } = desk(COUNTER)
  writeFileSync(stick, '{}')
  const looked = await config.load()
  const id = looked.ok ? (looked.value?.id ?? '') : ''
  expect(await config.apply(id)).toMatchObject(fail('CONFIG_INVALID'))
  expect(await config.apply('123e4567-e89b-42d3-a456-426614174000')).toEqual(fail('CONFIG_CANDIDATE_UNKNOWN'))
  expect(read()).toBe(COUNTER)
})

test('the way back from a broken file leads to the one that worked last', async () => {
  const { path, userData, read } = desk(COUNTER)
  expect(await rollBackConfig(path, userData)).toEqual(fail('CONFIG_NO_PREVIOUS'))
  await rememberGood(userData, unsigned(COUNTER))
  expect(await rollBackConfig(path, userData)).toEqual(fail('CONFIG_NO_PREVIOUS'))
  writeFileSync(path, '{"torn')
  writeFileSync(previousPath(path), 'broken as well')
  expect(await rollBackConfig(path, userData)).toEqual(ok())
  expect(read()).toBe(COUNTER)
  expect(existsSync(lastGoodPath(userData))).toBe(true)
})

test('a folder that cannot be written to is named', async () => {
  const path = join(emptyFolder(), 'not', 'there', 'tapsyr.json')
  expect(await replaceConfig(path, unsigned(COUNTER))).toMatchObject(fail('FILE_WRITE_FAILED'))
})
