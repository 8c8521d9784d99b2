import { Button, DialogTrigger } from 'react-aria-components'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  /** "Discount". */
  readonly what: string
  readonly percents: readonly number[]
  /** 0 for none. */
  readonly chosen: number
  readonly isDisabled: boolean
  readonly onChoose: (percent: number) => void
}

/** One of the percents that the shop offers, or none. */
export function PercentChoice({ what, percents, chosen, isDisabled, onChoose }: Props) {
  const { t } = useText()
  const words = (percent: number) => (percent === 0 ? t('order.none') : t('order.percent', { percent }))
  return (
    <DialogTrigger>
      <Button className="button order__action" isDisabled={isDisabled}>
        {what}
      </Button>
      <ModalDialog title={what}>
        {(close) => (
          <div className="percents">
            {[0, ...percents].map((percent) => (
              <Button
                key={percent}
                className={`button ${percent === chosen ? 'button--primary' : ''}`}
                aria-current={percent === chosen}
                onPress={() => {
                  onChoose(percent)
                  close()
                }}
              >
                {words(percent)}
              </Button>
            ))}
          </div>
        )}
      </ModalDialog>
    </DialogTrigger>
  )
}
