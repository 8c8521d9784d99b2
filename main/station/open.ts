import { join } from 'node:path'
import type { Config } from '#src/config/schema.ts'
import { stationTerms } from '#src/config/station.ts'
import { ok, type Result } from '#src/result.ts'
import type { Keyring } from '../keys/gas-key.ts'
import { openTicketKey } from '../keys/ticket-key.ts'
import { cardSelector } from '../risk/select-card.ts'
import type { SaleTerms } from '../sale/sale.ts'
import { createStation, type Station, type StationParts } from './station.ts'

type Around = Pick<
  StationParts,
  'ledger' | 'desk' | 'reader' | 'printer' | 'denied' | 'recover' | 'randomBytes' | 'clock' | 'isBusy'
>

interface OpenParts extends Around {
  readonly config: Config
  readonly userData: string
  readonly sale: SaleTerms
  readonly rates: NonNullable<StationParts['rates']>
  readonly keyring: Keyring | undefined
  readonly log: (message: string) => void
}

/** The station of the configuration; null where it has none. */
export async function openStation(parts: OpenParts): Promise<Result<Station | null>> {
  const { config, userData, sale, keyring, randomBytes, log } = parts
  const { station } = config
  if (!station) return ok(null)
  const path = join(userData, 'ticket-key.json')
  const key = await openTicketKey({ path, keyring, terminalId: sale.terminalId, randomBytes, log })
  if (!key.ok) return key
  return ok(
    createStation({
      ...parts,
      config: station,
      terms: stationTerms(station, config, (at) => -new Date(at).getTimezoneOffset()),
      key: key.value,
      token: config.money.asset,
      rates: config.prices ? parts.rates : null,
      paper: config.languages.paper,
      terminalId: sale.terminalId,
      selectCard: cardSelector(config),
    }),
  )
}
