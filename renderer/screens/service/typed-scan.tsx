import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'
import type { ServiceAsk } from './link.ts'

/** Where a scanner that plays a keyboard writes; it ends a code with Enter. */
export function TypedScan({ ask }: { readonly ask: ServiceAsk }) {
  const { t } = useText()
  const [text, setText] = useState('')
  const send = () => {
    if (text !== '') void ask('service/scanned', { text })
    setText('')
  }
  return (
    <TextField
      className="field"
      autoFocus
      autoComplete="off"
      value={text}
      onChange={setText}
      onKeyDown={({ key }) => {
        if (key === 'Enter') send()
      }}
    >
      <Label className="field__label">{t('service.typedScan')}</Label>
      <Input className="field__input" />
    </TextField>
  )
}
