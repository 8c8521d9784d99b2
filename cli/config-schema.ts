import { writeFileSync } from 'node:fs'
import { configJsonSchemaText } from '#src/config/json-schema.ts'

/** Writes docs/tapsyr.config.schema.json anew, after a change of src/config. */
writeFileSync(new URL('../docs/tapsyr.config.schema.json', import.meta.url), configJsonSchemaText())
