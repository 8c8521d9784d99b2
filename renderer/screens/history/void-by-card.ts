import type { JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { ok, type Result } from '#src/result.ts'
import type { Approval } from '../../components/use-approval.tsx'
import type { TerminalView } from '../../view.ts'

type Voided = Result<{ readonly entry: JournalEntry }>

/**
 * Has main wait for the card that paid. Who may not void is asked for a PIN, and the PIN's dialog ends
 * with main's word that it was taken: it must not stand before the words that ask for the card.
 */
export async function voidByCard(
  id: Hex,
  { ask, onVoidAllowed }: Pick<TerminalView, 'ask' | 'onVoidAllowed'>,
  { run }: Pick<Approval, 'run'>,
): Promise<Voided> {
  let voided: Promise<Voided> = ask('payment/void-with-card', { id })
  const allowed = await run<unknown>('void', async (approvalPin) => {
    if (approvalPin === undefined) return voided
    let stop = () => {}
    const told = new Promise<Result<undefined>>((resolve) => {
      stop = onVoidAllowed((of) => of === id && resolve(ok()))
    })
    voided = ask('payment/void-with-card', { id, approvalPin })
    const first = await Promise.race([told, voided])
    stop()
    return first
  })
  return allowed.ok ? voided : allowed
}
