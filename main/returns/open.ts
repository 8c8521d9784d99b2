import { join } from 'node:path'
import type { SettlementChain } from '#src/chain/port.ts'
import type { Config } from '#src/config/schema.ts'
import { parseAmount } from '#src/money/amount.ts'
import type { Address } from '#src/payment/address.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { RandomBytes } from '#src/time/random.ts'
import { type GasKey, type Keyring, openGasKey } from '../keys/gas-key.ts'
import { createRefundKey } from '../keys/refund-key.ts'
import { createRefundDesk, type RefundCaps, type RefundDeps, type RefundDesk } from './refund.ts'
import { createVoidDesk, type VoidDeps, type VoidDesk } from './void.ts'

export interface ReturnsParts
  extends Omit<VoidDeps, 'ledger'>,
    Pick<RefundDeps, 'ledger' | 'isSelling' | 'clock'> {
  readonly config: Config
  readonly userData: string
  readonly keyring: Keyring | undefined
  readonly randomBytes: RandomBytes
  readonly chain: Pick<SettlementChain, 'tokenBalance'>
}

/** All that gives money back in a working terminal. */
export interface Returns {
  readonly voids: VoidDesk
  readonly refunds: RefundDesk
  /** Null where the configuration names no refund wallet. */
  readonly key: GasKey | null
  /** Accounts that have signed refunds, as far as their keys are open. */
  wallets(): readonly Address[]
}

export async function openReturns(parts: ReturnsParts): Promise<Result<Returns>> {
  const { config, userData, keyring, randomBytes, chain } = parts
  const caps = config.refunds ? capsOf(config) : ok(null)
  if (!caps.ok) return caps
  // A key that no configuration asks for is not made: nobody would send it money.
  const key = caps.value
    ? await openGasKey({
        path: join(userData, 'refund-key.json'),
        ...{ keyring, randomBytes },
        testKey: config.refunds?.testKey,
      })
    : ok(null)
  if (!key.ok) return key
  const wallet = key.value && caps.value ? { key: createRefundKey(key.value), caps: caps.value } : null
  const { terminal, money } = config
  return ok({
    voids: createVoidDesk(parts),
    refunds: createRefundDesk({
      ...parts,
      terms: { terminalId: terminal.id, till: terminal.till, domain: money.domain },
      wallet,
      balanceOf: chain.tokenBalance,
    }),
    key: key.value,
    wallets() {
      const now = key.value?.account()
      const open = now?.ok ? [now.value, ...(key.value?.earlier() ?? [])] : []
      return open.map(({ address }) => address)
    },
  })
}

function capsOf({ refunds, money: { asset } }: Config): Result<RefundCaps> {
  const [most, perDay] = [refunds?.maxPayment, refunds?.maxPerDay].map((text) =>
    parseAmount(text ?? '', asset),
  )
  if (!most?.ok) return fail('CONFIG_INVALID', `refunds.maxPayment: ${most?.error.detail}`)
  if (!perDay?.ok) return fail('CONFIG_INVALID', `refunds.maxPerDay: ${perDay?.error.detail}`)
  return ok({ maxUnits: most.value.units, maxUnitsPerDay: perDay.value.units })
}
