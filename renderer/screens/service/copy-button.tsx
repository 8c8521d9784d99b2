import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'

/** Puts a text on the clipboard, and says that it did. */
export function CopyButton({ text }: { readonly text: () => string }) {
  const { t } = useText()
  const [copied, setCopied] = useState(false)
  return (
    <Button
      className="button button--small"
      onPress={() => setCopied(copy(text()))}
      onBlur={() => setCopied(false)}
    >
      <span aria-live="polite">{t(copied ? 'service.copied' : 'service.copy')}</span>
    </Button>
  )
}

/** By the copy event: the page has no right to the clipboard itself, and needs none for this. */
function copy(text: string): boolean {
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopPropagation()
  }
  document.addEventListener('copy', put, { capture: true, once: true })
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', put, { capture: true })
  return copied
}
