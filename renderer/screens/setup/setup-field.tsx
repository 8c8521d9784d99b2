import { FieldError, Input, Label, Text, TextField } from 'react-aria-components'
import type { PlainKey } from '../../i18n/table.ts'
import { useText } from '../../i18n/use-text.ts'
import { checkAddress, inGroups } from './address-check.ts'
import type { Field } from './draft.ts'

/** Fields of digits only; a PIN is not shown. */
const SECRET: ReadonlySet<Field> = new Set(['servicePin', 'pinAgain'])
const ADDRESSES: ReadonlySet<Field> = new Set(['payee', 'contract'])

interface Props {
  readonly field: Field
  readonly value: string
  readonly objection: PlainKey | null
  readonly isFirst: boolean
  readonly onChange: (value: string) => void
}

export function SetupField({ field, value, objection, isFirst, onChange }: Props) {
  const { t } = useText()
  return (
    <TextField
      className="field setup-field"
      type={SECRET.has(field) ? 'password' : 'text'}
      autoComplete="off"
      autoFocus={isFirst}
      isInvalid={objection !== null}
      value={value}
      onChange={onChange}
    >
      <Label className="field__label">{t(`setup.field.${field}`)}</Label>
      <Input className="field__input" spellCheck="false" />
      {ADDRESSES.has(field) && <ReadBack typed={value} />}
      <FieldError className="setup-field__wrong">{objection && t(objection)}</FieldError>
    </TextField>
  )
}

/** An address in groups, to be compared with where it is from: money that went elsewhere does not come back. */
function ReadBack({ typed }: { readonly typed: string }) {
  const { t } = useText()
  const check = checkAddress(typed)
  if (check.kind !== 'good') return null
  return (
    <Text slot="description" className="setup-field__read-back">
      <code>{inGroups(check.address)}</code>{' '}
      {t(check.isChecked ? 'setup.checksumGood' : 'setup.checksumNone')}
    </Text>
  )
}
