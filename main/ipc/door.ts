import type { ChannelName, ReplyOf, RequestOf } from '#src/ipc/contract.ts'
import { REQUESTS } from '#src/ipc/requests.ts'
import { fail, type Result } from '#src/result.ts'

/** One handler per channel of the contract: leave one out and it does not compile. */
export type Handlers = {
  readonly [C in ChannelName]: (request: RequestOf<C>) => Promise<Result<ReplyOf<C>>> | Result<ReplyOf<C>>
}

/** Where an incoming request says it is from; what Electron tells main, not what the page claims. */
export interface Sender {
  readonly isMainFrame: boolean
  readonly url: string
}

export interface DoorParts {
  readonly handlers: Handlers
  /** The page's own origin, "app://kiosk". */
  readonly origin: string
  readonly log: (message: string) => void
  /** Told of each answer that a handler gave. */
  readonly heard?: (channel: ChannelName, answer: Result<unknown>) => void
}

export type Answer = (channel: ChannelName, sender: Sender, payload: unknown) => Promise<Result<unknown>>

/**
 * The one way into main. The sender is checked, then the payload against its schema, and only then
 * does a handler run. A handler that throws is a bug: the page gets a code, the log gets the rest.
 */
export function createDoor({ handlers, origin, log, heard }: DoorParts): Answer {
  return async (channel, sender, payload) => {
    if (!sender.isMainFrame || !isAppPage(sender.url, origin)) {
      log(`refused ${channel} from ${sender.url}`)
      return fail('IPC_SENDER_REFUSED')
    }
    return handle(channel, payload)
  }

  async function handle<C extends ChannelName>(channel: C, payload: unknown): Promise<Result<unknown>> {
    const request = REQUESTS[channel].safeParse(payload)
    if (!request.success) {
      log(`refused the payload of ${channel}: ${request.error.issues[0]?.message}`)
      return fail('IPC_PAYLOAD_INVALID')
    }
    try {
      const answer = await handlers[channel](request.data)
      heard?.(channel, answer)
      return answer
    } catch (error) {
      log(`${channel} failed: ${error instanceof Error ? error.stack : String(error)}`)
      const answer = fail('INTERNAL')
      heard?.(channel, answer)
      return answer
    }
  }
}

/** URL.origin is "null" for schemes that Node does not know, so the text itself is compared. */
const isAppPage = (url: string, origin: string): boolean => url === origin || url.startsWith(`${origin}/`)
