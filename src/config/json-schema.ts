import { z } from 'zod'
import { configSchema } from './schema.ts'

const HEX = { type: 'string', pattern: '^0x([0-9a-f]{2})*$' } as const

/**
 * The configuration as JSON Schema (draft 2020-12), for editors: docs/tapsyr.config.schema.json. What it
 * cannot say (letters of any case in an address, a key for the simulator's chain only, items that need
 * prices) the terminal still checks when it reads the file.
 */
export const configJsonSchema = () => ({
  ...z.toJSONSchema(configSchema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      // A key in hexadecimal is the only text that the configuration proves by code of its own.
      if (zodSchema._zod.def.type === 'custom') Object.assign(jsonSchema, HEX)
    },
  }),
  title: 'Tapsyr terminal configuration',
})

/** As it stands in the file. */
export const configJsonSchemaText = (): string => `${JSON.stringify(configJsonSchema(), null, 2)}\n`
