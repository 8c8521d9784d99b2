import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, test } from 'vitest'
import { configOf, readConfigFile } from '#main/config/load.ts'
import { lastGoodPath, previousPath } from '#main/config/paths.ts'
import { openSigning, PLAIN } from '#main/config/signing.ts'
import { hasWorked, replaceConfig, rollBackConfig } from '#main/config/store.ts'
import { noLayers } from '#main/fleet/layers.ts'
import { createConfigDesk } from '#main/service/config-desk.ts'
import { fail, ok } from '#src/result.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { anOperator } from '../../fakes/operator.ts'

const COUNTER = JSON.parse(
  readFileSync(new URL('../../../docs/examples/counter.json', import.meta.url), 'utf8'),
)
const OWN: string = COUNTER.terminal.id
const version = (n: number, id = OWN): string =>
  `${JSON.stringify({ ...COUNTER, signed: { version: n }, terminal: { id, till: n } }, null, 2)}\n`

/** A terminal whose operator signs; its files outlive its starts. */
function machine() {
  const userData = emptyFolder()
  const operator = anOperator()
  const path = join(userData, 'tapsyr.json')
  const operatorPath = join(emptyFolder(), 'operator.json')
  operator.pin(operatorPath)
  const open = () => openSigning({ operator: operatorPath, userData })
  /** As a start of the terminal does; what it starts with, or why not. */
  async function start() {
    const signing = await open()
    const file = await readConfigFile(path, signing)
    const config = configOf(file)
    if (config.ok) await hasWorked(file, { userData, signing })
    return config.ok ? ok(config.value.terminal.till) : config
  }
  const rollBack = async () => rollBackConfig(path, userData, await open())
  const stick = join(emptyFolder(), 'new.json')
  const desk = async () =>
    createConfigDesk({
      path,
      userData,
      signing: await open(),
      layers: noLayers(null, null),
      dialogs: { open: async () => stick },
    })
  const read = () => readFileSync(path, 'utf8')
  return { userData, operator, path, operatorPath, open, start, rollBack, stick, desk, read }
}

test('without a file of the operator nothing is demanded, whatever lies beside the configuration', async () => {
  expect(PLAIN.check(null, null)).toEqual(ok(null))
  expect(PLAIN.check('{}', 'no signature')).toEqual(ok(null))
})

test('with a file that makes no sense nothing counts', async () => {
  const { operator, operatorPath, path, start } = machine()
  operator.put(path, version(1))
  writeFileSync(operatorPath, '{}')
  expect(await start()).toMatchObject(fail('CONFIG_INVALID'))
})

test('what is signed starts; unsigned, altered or by another it does not, and nothing in it counts', async () => {
  const { operator, path, start, open } = machine()
  expect(await start()).toMatchObject(fail('CONFIG_UNSIGNED'))
  writeFileSync(path, version(1))
  expect(await start()).toMatchObject(fail('CONFIG_UNSIGNED'))
  operator.put(path, version(1))
  expect(await start()).toEqual(ok(1))
  writeFileSync(path, version(1).replace('"till": 1', '"till": 9'))
  expect(await start()).toMatchObject(fail('CONFIG_SIGNATURE_INVALID'))
  expect((await readConfigFile(path, await open())).config).toBeNull()
  anOperator().put(path, version(1))
  expect(await start()).toMatchObject(fail('CONFIG_SIGNATURE_INVALID'))
})

test('an old one is not played back, also after a restart, and the same one counts again', async () => {
  const { operator, path, start } = machine()
  operator.put(path, version(2))
  expect(await start()).toEqual(ok(2))
  operator.put(path, version(1))
  expect(await start()).toMatchObject(fail('CONFIG_OLDER'))
  operator.put(path, version(2))
  expect(await start()).toEqual(ok(2))
})

test.each(['', '{"version":"2"}', '{"version":1'])(
  'a memory that became %j bars what was older all the same',
  async (left) => {
    const { operator, path, start, userData } = machine()
    operator.put(path, version(2))
    await start()
    writeFileSync(join(userData, 'signed-config.json'), left)
    operator.put(path, version(1))
    expect(await start()).toMatchObject(fail('CONFIG_OLDER'))
    operator.put(path, version(2, 'another'))
    expect(await start()).toMatchObject(fail('CONFIG_OTHER_TERMINAL'))
  },
)

test('one that the terminal never worked with bars nothing', async () => {
  const { operator, path, start } = machine()
  operator.put(path, version(1))
  await start()
  operator.put(path, version(2).replace('"payee"', '"paye"'))
  expect(await start()).toMatchObject(fail('CONFIG_INVALID'))
  operator.put(path, version(1))
  expect(await start()).toEqual(ok(1))
})

test('that of another terminal is refused, by what this one was called last or is called by its operator', async () => {
  const { operator, path, operatorPath, start } = machine()
  operator.put(path, version(1))
  await start()
  operator.put(path, version(2, 'another'))
  expect(await start()).toMatchObject(fail('CONFIG_OTHER_TERMINAL'))
  operator.pin(operatorPath, 'another')
  expect(await start()).toEqual(ok(2))
})

test('a text that is no UTF-8 is nothing that anybody signed', async () => {
  const { operator, path, start } = machine()
  operator.put(path, version(1))
  const bytes = readFileSync(path)
  writeFileSync(path, Buffer.concat([bytes.subarray(0, -2), Buffer.from([0xff]), bytes.subarray(-1)]))
  expect(await start()).toMatchObject(fail('CONFIG_SIGNATURE_INVALID'))
})

it('is refused in maintenance before anything is replaced', async () => {
  const { operator, path, start, desk, stick, read, userData } = machine()
  operator.put(path, version(2))
  await start()
  const config = await desk()
  const tried = async () => {
    const looked = await config.load()
    if (!looked.ok || looked.value === null) throw new Error('nothing was loaded')
    return { signature: looked.value.signature, applied: await config.apply(looked.value.id) }
  }
  writeFileSync(stick, version(3))
  expect(await tried()).toMatchObject({
    signature: { refused: { code: 'CONFIG_UNSIGNED' } },
    applied: fail('CONFIG_UNSIGNED'),
  })
  anOperator().put(stick, version(3))
  expect(await tried()).toMatchObject({ applied: fail('CONFIG_SIGNATURE_INVALID') })
  operator.put(stick, version(1))
  expect(await tried()).toMatchObject({ applied: fail('CONFIG_OLDER') })
  operator.put(stick, version(3, 'another'))
  expect(await tried()).toMatchObject({ applied: fail('CONFIG_OTHER_TERMINAL') })
  expect(read()).toBe(version(2))
  expect(existsSync(previousPath(path))).toBe(false)

  operator.put(stick, version(3))
  expect(await tried()).toMatchObject({
    signature: { key: operator.publicKey, version: 3, refused: null },
    applied: { ok: true },
  })
  expect(await start()).toEqual(ok(3))
  expect(await (await desk()).view()).toMatchObject({ signature: { version: 3, refused: null } })
  expect(readFileSync(`${lastGoodPath(userData)}.sig`, 'utf8')).toBe(operator.sign(version(3)))
})

it('goes back from a version that does not work, and from one that has worked to no older one', async () => {
  const { operator, path, start, rollBack, desk, stick, read } = machine()
  const apply = async () => {
    const config = await desk()
    const looked = await config.load()
    expect(await config.apply((looked.ok && looked.value?.id) || '')).toMatchObject({ ok: true })
  }
  operator.put(path, version(1))
  await start()
  operator.put(stick, version(2))
  await apply()
  // It was never started with.
  expect(await rollBack()).toEqual(ok())
  expect(await start()).toEqual(ok(1))

  await apply()
  expect(await start()).toEqual(ok(2))
  expect(await rollBack()).toMatchObject(fail('CONFIG_OLDER'))
  expect(read()).toBe(version(2))
})

it('is mended by what worked last, when somebody has written over the file, or over its signature', async () => {
  const { operator, path, start, rollBack } = machine()
  operator.put(path, version(1))
  await start()
  writeFileSync(path, version(1).replace('"till": 1', '"till": 9'))
  expect(await rollBack()).toEqual(ok())
  expect(await start()).toEqual(ok(1))
  // Once more: what was written over is now the one before, and does not count.
  writeFileSync(`${path}.sig`, anOperator().sign(version(1)))
  expect(await start()).toMatchObject(fail('CONFIG_SIGNATURE_INVALID'))
  expect(await rollBack()).toEqual(ok())
  expect(await start()).toEqual(ok(1))
})

it('has its signature beside it at each moment of a replacement', async () => {
  const { operator, path, start } = machine()
  operator.put(path, version(1))
  await start()
  await replaceConfig(path, { text: version(2), signatures: operator.sign(version(2)) })
  expect(readFileSync(`${path}.sig`, 'utf8')).toBe(operator.sign(version(2)))
  // What a power cut leaves behind the first step, and behind the second.
  writeFileSync(`${path}.sig`, `${operator.sign(version(2))}\n${operator.sign(version(1))}`)
  expect(await start()).toEqual(ok(2))
  const { start: startOther, path: otherPath, operator: other } = machine()
  writeFileSync(otherPath, version(1))
  writeFileSync(`${otherPath}.sig`, `${other.sign(version(2))}\n${other.sign(version(1))}`)
  expect(await startOther()).toEqual(ok(1))
})

it('loses the signature of another where nobody demands one', async () => {
  const path = join(emptyFolder(), 'tapsyr.json')
  anOperator().put(path, version(1))
  expect(await replaceConfig(path, { text: version(2), signatures: null })).toEqual(ok())
  expect(existsSync(`${path}.sig`)).toBe(false)
  expect(existsSync(`${previousPath(path)}.sig`)).toBe(true)
})
