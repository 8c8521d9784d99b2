import type { z } from 'zod'
import { type DenyListConfig, fleetListOf } from './deny-list.ts'
import type { FleetConfig } from './fleet.ts'
import type { PricesConfig } from './prices.ts'

interface FedConfig {
  readonly prices?: PricesConfig | undefined
  readonly risk: { readonly denyList?: DenyListConfig | undefined }
  readonly fleet?: FleetConfig | undefined
}

/** What comes from a fleet needs one, and a rate somebody to sign it; a deny list names its signers itself. */
export function checkFed({ prices, risk, fleet }: FedConfig, context: z.RefinementCtx): void {
  const tell = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
  const isListFed = risk.denyList !== undefined && fleetListOf(risk.denyList.source) !== undefined
  if (isListFed && !fleet) tell(['risk', 'denyList', 'source'], 'there is no fleet')
  if (prices === undefined || !('fleet' in prices.rate)) return
  if (!fleet) tell(['prices', 'rate', 'fleet'], 'there is no fleet')
  else if (!fleet.operatorKeys) tell(['prices', 'rate', 'fleet'], 'it needs fleet.operatorKeys')
}
