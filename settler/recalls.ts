import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node'
import { recallsSubject, terminalOf } from '#src/fleet/names.ts'
import { type RecallAnswer, recallSchema } from '#src/fleet/outcome.ts'
import type { Lane } from './lane.ts'

/** Answers terminals that ask for a payment back. Who gets no answer takes it as sent. */
export function answerRecalls(
  connection: NatsConnection,
  lane: Pick<Lane, 'recall'>,
  partitions: readonly number[],
): () => void {
  const subscriptions: Subscription[] = partitions.map((partition) =>
    connection.subscribe(recallsSubject(partition), {
      callback: (error, message) => {
        if (!error) void answer(lane, message)
      },
    }),
  )
  return () => {
    for (const subscription of subscriptions) subscription.unsubscribe()
  }
}

async function answer(lane: Pick<Lane, 'recall'>, message: Msg): Promise<void> {
  const from = terminalOf(message.subject)
  const asked = readRecall(message.string())
  if (!from || !asked) return
  const answered = await lane.recall(asked.id, from)
  if (!answered.ok) return
  const said: RecallAnswer = { v: 1, answer: answered.value }
  message.respond(JSON.stringify(said))
}

function readRecall(text: string) {
  try {
    return recallSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
