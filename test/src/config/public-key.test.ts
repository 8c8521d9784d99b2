import { expect, it } from 'vitest'
import { publicKeySchema } from '#src/config/public-key.ts'

it.each([
  // RFC 8032, section 7.1, test 1, in base64.
  ['11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=', true],
  ['11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo', false],
  ['11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n', false],
  ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=', false],
  ['c2hvcnQ=', false],
  ['', false],
])('%j is a key: %s', (text, isKey) => {
  expect(publicKeySchema.safeParse(text).success).toBe(isKey)
})
