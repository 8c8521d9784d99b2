import { Button } from 'react-aria-components'
import { shortAddress } from '#src/payment/address.ts'
import { missingCount } from '#src/payment/missing.ts'
import { missingWords } from '../../components/missing.ts'
import { Notice } from '../../components/notice.tsx'
import { deviceFaults } from '../../components/status.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { PassphraseButton } from '../passphrase/passphrase-button.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  readonly missingTold: number
  readonly onMissingTold: (count: number) => void
}

/** At most one word to the cashier above the amount: the one that matters most. */
export function CounterNotice({ snapshot, terminal, missingTold, onMissingTold }: Props) {
  const text = useText()
  const { t, error, money } = text
  const { restoredNotice, strays, devices, info, key, queue } = snapshot
  if (restoredNotice)
    return (
      <Notice
        tone="plain"
        what={t('restored.text', {
          receipt: restoredNotice.receipt,
          amount: money(restoredNotice.units, info.asset),
        })}
        action={
          <Button className="button button--small" onPress={terminal.dismissRestored}>
            {t('restored.dismiss')}
          </Button>
        }
      />
    )
  const [stray] = strays
  if (stray)
    return (
      <Notice
        what={t('stray.text', {
          amount: money(stray.units, info.asset),
          payer: shortAddress(stray.payer),
        })}
        now={t('stray.now', { transaction: stray.txHash })}
        action={
          <Button className="button button--small" onPress={terminal.dismissStray}>
            {t('restored.dismiss')}
          </Button>
        }
      />
    )
  const [fault] = deviceFaults(devices)
  if (fault) return <Notice {...error(fault)} />
  const { missing } = queue.summary
  const missingNow = missingCount(missing)
  if (missingNow > missingTold)
    return (
      <Notice
        {...missingWords(missing, info.till, text)}
        action={
          <Button className="button button--small" onPress={() => onMissingTold(missingNow)}>
            {t('restored.dismiss')}
          </Button>
        }
      />
    )
  if (key !== 'ready')
    return (
      <Notice
        tone="plain"
        what={error(key === 'new-passphrase-needed' ? 'KEYRING_ABSENT' : 'KEY_LOCKED').what}
        action={<PassphraseButton state={key} onUnlock={terminal.unlock} />}
      />
    )
  return null
}
