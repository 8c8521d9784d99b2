import type { DisplayContent } from '../display/content.ts'
import type { DisplayTerms } from '../display/lines.ts'

/** All that the customer's screen knows. Main sends the whole of it each time, also to a page that has just loaded. */
export interface CustomerView extends DisplayTerms {
  readonly content: DisplayContent
}

/** The only event that is sent to the customer's screen; the kiosk's page does not get it. */
export const CUSTOMER_EVENT = 'display/content'

/** The object that the preload puts on the window of the customer's screen: it hears, and asks for nothing. */
export interface CustomerBridge {
  onView(listener: (view: CustomerView) => void): void
}
