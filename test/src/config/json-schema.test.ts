import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configJsonSchema, configJsonSchemaText } from '#src/config/json-schema.ts'
import { configSchema } from '#src/config/schema.ts'

const doc = (name: string) => new URL(`../../../docs/${name}`, import.meta.url)

test('docs/tapsyr.config.schema.json is current; `npm run config-schema` writes it', () => {
  expect(readFileSync(doc('tapsyr.config.schema.json'), 'utf8')).toBe(configJsonSchemaText())
})

test('it names every section of the configuration, and no part of it is left open', () => {
  const { properties } = configJsonSchema()
  expect(Object.keys(properties ?? {}).sort()).toEqual(Object.keys(configSchema.shape).sort())
  const isOpen = (value: unknown, key: string): boolean =>
    typeof value === 'object' &&
    value !== null &&
    ((key !== 'default' && Object.keys(value).length === 0) ||
      Object.entries(value).some(([name, inner]) => isOpen(inner, name)))
  expect(Object.entries(properties ?? {}).filter(([name, inner]) => isOpen(inner, name))).toEqual([])
})

test.each(readdirSync(doc('examples/')))('the example %s is a configuration', (name) => {
  const json: unknown = JSON.parse(readFileSync(doc(`examples/${name}`), 'utf8'))
  expect(configSchema.safeParse(json).error?.issues ?? []).toEqual([])
})
