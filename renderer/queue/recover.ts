import type { Bridge } from '#src/ipc/contract.ts'
import { isRefund, type JournaledPayment, type Payment } from '#src/payment/record.ts'
import { canCatchUp, type JournalHead, sameSummary } from '#src/queue/position.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { QueueDatabase } from './database.ts'
import { createQueue, type Queue } from './queue.ts'
import { replay } from './replay.ts'

export interface RecoverParts {
  readonly bridge: Pick<Bridge, 'call'>
  /** Opens the database; throws what Dexie throws when it cannot. */
  readonly open: () => Promise<QueueDatabase>
  /** Removes a database that cannot be used any more. */
  readonly remove: () => Promise<void>
  readonly onProgress: (restored: number) => void
}

export interface Recovered {
  readonly queue: Queue
  /** The newest payment that the journal had and the queue had not: perhaps nobody was told. */
  readonly unannounced: Payment | null
  /**
   * Counts the rows, which takes too long for a start. False: some are lost, or cannot be read; the
   * queue takes nothing more, and the page's next start rebuilds it. Never rejects.
   */
  verify(): Promise<boolean>
  /** Has the page's next start rebuild the queue, whatever state it is in. Never rejects. */
  distrust(): Promise<void>
}

const ADOPT_PAGE = 500

/**
 * Brings the queue level with the journal at every start: by the entries it has not seen, or anew
 * from the first. What only the queue has goes back to main before anything is cleared.
 */
export async function recoverQueue(head: JournalHead, parts: RecoverParts): Promise<Result<Recovered>> {
  try {
    const queue = createQueue(await parts.open())
    return (await catchUp(queue, head, parts)) ?? (await rebuild(queue, head, parts))
  } catch {
    // Dexie throws for ever when LevelDB's manifest is gone, or in the middle when a table is bad.
    return startOver(head, parts)
  }
}

/** undefined when this queue cannot be brought level by what it has not seen. */
async function catchUp(
  queue: Queue,
  head: JournalHead,
  parts: RecoverParts,
): Promise<Result<Recovered> | undefined> {
  const position = await queue.position()
  // Whether the rows are as many as the position says is looked at later, by `verify`.
  if (!canCatchUp(position, head)) return undefined
  const accepted = await replay(queue, position.seq, parts)
  if (!accepted.ok || !sameSummary(queue.summary(), head.summary)) return undefined
  return ok(recovered(queue, accepted.value, parts))
}

async function rebuild(queue: Queue, head: JournalHead, parts: RecoverParts): Promise<Result<Recovered>> {
  const { payments, broken } = await queue.everything()
  const left = await giveBack(payments, parts)
  if (!left.ok) return left
  await queue.restart(head.epoch, [...broken, ...left.value])
  const newest = await replay(queue, 0, parts)
  if (!newest.ok) return newest
  const known = payments.some((payment) => payment.id === newest.value?.id)
  return ok(recovered(queue, known ? null : newest.value, parts))
}

function recovered(queue: Queue, unannounced: Payment | null, { remove }: RecoverParts): Recovered {
  /** A database that cannot even be written to has nothing more to give. */
  const distrust = () => queue.distrust().catch(() => remove().catch(() => undefined))
  return {
    queue,
    unannounced,
    distrust,
    async verify() {
      const complete = await queue.isComplete().catch(() => false)
      if (!complete) await distrust()
      return complete
    },
  }
}

async function startOver(head: JournalHead, parts: RecoverParts): Promise<Result<Recovered>> {
  try {
    await parts.remove()
    return await rebuild(createQueue(await parts.open()), head, parts)
  } catch (error) {
    return fail('QUEUE_WRITE_FAILED', String(error))
  }
}

/** Offers main every payment of the queue; returns those it neither had nor would take. */
async function giveBack(payments: readonly Payment[], { bridge }: RecoverParts): Promise<Result<Payment[]>> {
  const left: Payment[] = []
  // Refunds last: main believes one only when it has the payment of which it gives something back.
  const inOrder = [...payments].sort((a, b) => Number(isRefund(a)) - Number(isRefund(b)))
  for (let i = 0; i < inOrder.length; i += ADOPT_PAGE) {
    const page = inOrder.slice(i, i + ADOPT_PAGE)
    const answer = await bridge.call('journal/adopt', { payments: page.map(journaledPart) })
    if (!answer.ok) return answer
    left.push(...page.filter((payment) => answer.value.includes(payment.id)))
  }
  return ok(left)
}

const journaledPart = (payment: Payment): JournaledPayment => ({
  receipt: payment.receipt,
  receiptNumber: payment.receiptNumber,
  acceptedAt: payment.acceptedAt,
  asset: payment.asset,
  domain: payment.domain,
  authorization: payment.authorization,
  signature: payment.signature,
  rescuedFrom: payment.rescuedFrom,
  ...(payment.order && { order: payment.order }),
  ...(payment.takenBy && { takenBy: payment.takenBy }),
  ...(payment.ride && { ride: payment.ride }),
  ...(payment.ticket && { ticket: payment.ticket }),
  ...(payment.returns && { returns: payment.returns }),
  ...(payment.voided && { voided: payment.voided }),
})
