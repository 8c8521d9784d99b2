import { z } from 'zod'
import { LANGUAGES } from '../language.ts'
import { tokenDomainSchema } from '../payment/record.ts'
import type { RequestOf } from './contract.ts'
import { LOG_LEVELS, type MaintenanceChannels } from './maintenance.ts'
import type { SetupChannels } from './setup.ts'
import { pinSchema } from './staff-requests.ts'

const nothing = z.undefined()
const passphrase = z.string().min(8).max(200)
const pin = z.strictObject({ pin: pinSchema })
const after = z.strictObject({ after: z.int().nonnegative() })
/** Whether it is right, the configuration's own schema says; here it only has to be bearable. */
const words = z.string().max(300)

export const SERVICE_REQUESTS: {
  readonly [C in keyof (MaintenanceChannels & SetupChannels)]: z.ZodType<RequestOf<C>>
} = {
  'service/state': nothing,
  'service/unlock': pin,
  'service/unlock-by-card': nothing,
  'service/stop-waiting': nothing,
  'service/leave': nothing,
  'service/overview': nothing,
  'service/device': z.strictObject({ device: z.enum(['reader', 'printer', 'scanner', 'display']) }),
  'service/wire': after,
  'service/test': z.strictObject({
    test: z.enum(['card', 'payment-path', 'print', 'drawer', 'display', 'scanner', 'network', 'journal']),
  }),
  'service/scanned': z.strictObject({ text: z.string().max(4096) }),
  'service/network': nothing,
  'service/trust': nothing,
  'service/clock-right': pin,
  'service/storage': nothing,
  'service/keys': nothing,
  'service/rotate-gas-key': pin.extend({ passphrase: passphrase.optional() }),
  'service/back-up-keys': pin.extend({ passphrase }),
  'service/faults': nothing,
  'service/log': after,
  'service/log-level': z.strictObject({ level: z.enum(LOG_LEVELS) }),
  'service/config': nothing,
  'service/load-config': nothing,
  'service/apply-config': pin.extend({ id: z.uuid() }),
  'service/roll-back-config': pin,
  'service/export-diagnostics': nothing,
  'service/update': nothing,
  'service/check-update': nothing,
  'service/update-now': pin,
  'service/back-in-service': pin,
  'service/restart': pin,
  'service/shut-down': pin,
  'setup/state': nothing,
  'setup/check-nodes': z.strictObject({
    domain: tokenDomainSchema,
    rpcUrls: z
      .array(z.url({ protocol: /^https?$/ }).max(300))
      .min(1)
      .max(8),
  }),
  'setup/devices': nothing,
  'setup/propose': z.strictObject({
    terminal: z.strictObject({ id: words, till: z.number() }),
    shop: z.strictObject({ name: words, address: words, taxId: words }),
    languages: z.strictObject({ screen: z.enum(LANGUAGES), paper: z.enum(LANGUAGES) }),
    asset: z.strictObject({ symbol: words, decimals: z.number() }),
    domain: z.strictObject({ name: words, version: words, chainId: z.number(), verifyingContract: words }),
    payee: words,
    rpcUrls: z.array(words).max(8),
    servicePin: z.string().max(20),
    devices: z
      .strictObject({
        ...{ reader: words.optional(), printer: words.optional() },
        ...{ scanner: words.optional(), display: words.optional() },
      })
      .optional(),
  }),
}
