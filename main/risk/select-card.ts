import { selectCertifiedCard, selectPaymentCard } from '#drivers/card/select.ts'
import type { Config } from '#src/config/schema.ts'
import type { SelectCard } from '#src/device/card.ts'

/** Cards that pay are asked for a certificate where that costs commands only if somebody issues any. */
export const cardSelector = ({ risk }: Pick<Config, 'risk'>): SelectCard =>
  risk.issuers.length > 0 ? selectCertifiedCard : selectPaymentCard
