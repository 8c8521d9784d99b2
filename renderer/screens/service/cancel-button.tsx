import { Button } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'

export function CancelButton({ onPress }: { readonly onPress: () => void }) {
  const { t } = useText()
  return (
    <Button className="button" onPress={onPress}>
      {t('cancel')}
    </Button>
  )
}
