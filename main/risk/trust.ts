import type { SignedTransfer } from '#src/chain/port.ts'
import type { PaymentCard } from '#src/device/card.ts'
import { type Address, addressOf } from '#src/payment/address.ts'
import type { Authorization } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import { ok, type Result } from '#src/result.ts'
import type { CardCertificate } from '#src/risk/certificate.ts'
import { type Decision, decide, type RiskCode, type RiskFacts } from '#src/risk/decide.ts'
import { drawOf } from '#src/risk/draw.ts'
import { withinWindow } from '#src/risk/exposure.ts'
import type { Policy } from '#src/risk/policy.ts'
import { type CardStanding, cardStanding, riskStanding } from '#src/risk/standing.ts'
import { hoursLeft, type RiskState, whyOf } from '#src/risk/why.ts'
import { debtOf } from '#src/sale/debt.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { ClockTrust } from './clock-trust.ts'
import type { DecisionLog } from './decision-log.ts'
import type { DenyLists } from './deny-lists.ts'
import type { Inquiry, Seen } from './inquiry.ts'
import { unfundedOf } from './unfunded.ts'

/** Whether a card may pay: asked when it is known, and before it signs. */
export interface Trust {
  /** The chain is asked from now on, so that its answer is there when it is needed. */
  ask(authorization: Authorization): Inquiry
  decide(asked: Asked): Promise<Result<Trusted, RiskCode>>
  state(): RiskState
}

export interface Asked {
  readonly card: PaymentCard
  /** In units of the token. */
  readonly units: bigint
  /** Of the payment that it would sign. */
  readonly nonce: Hex
  readonly inquiry: Inquiry
  readonly override?: RiskFacts['override']
}

export interface Trusted {
  /** Whom the card was taken for. */
  readonly standing: CardStanding
  /**
   * Whether it counts as taken online, now that it is signed. What was seen without the signature is not enough: what
   * the chain would turn down is declined all the same, and what it does not say in time has the offline rules.
   */
  confirm(signed: SignedTransfer): Promise<Result<boolean, RiskCode>>
  /** The payment is in the journal, or will not come: until then it counts as taken. */
  done(): void
}

export interface TrustParts {
  readonly policy: Policy
  readonly ledger: Pick<Ledger, 'exposure' | 'riders' | 'payment'>
  readonly clock: Clock
  readonly clockTrust: Pick<ClockTrust, 'state'>
  readonly ask: (authorization: Authorization) => Inquiry
  readonly denied: Pick<DenyLists, 'has' | 'ageAt'>
  /** What an issuer has signed for this card; null where it shows no certificate that counts. */
  readonly certified: (card: PaymentCard) => CardCertificate | null
  readonly decisions: Pick<DecisionLog, 'write'>
  readonly log: (message: string) => void
}

export function createTrust(parts: TrustParts): Trust {
  const { policy, ledger, clock, denied, decisions, log } = parts
  /** Decided and not in the journal yet: two sales at once must not both have the last of a limit. */
  const pending = new Set<{ readonly card: Address; readonly units: bigint }>()

  const isKnownGood = (address: Address): boolean =>
    ledger.exposure.of(address).paid >= policy.knownGoodAfter && ledger.riders.debtsOf(address).length === 0

  function factsOf(
    { card, units, nonce, override }: Asked,
    { balance, simulated }: Seen,
    standing: RiskFacts['standing'],
  ): RiskFacts {
    const at = clock.now()
    const address = addressOf(card.publicKey)
    const { exposure } = ledger
    const track = exposure.of(address)
    const window = withinWindow(track, at, policy.windowHours)
    const total = exposure.total()
    const held = [...pending]
    const ofCard = held.filter((each) => each.card === address)
    return {
      ...{ at, card: address, units },
      online: balance === null ? null : { balance },
      simulated,
      standing,
      denied: denied.has(address),
      denyListAge: denied.ageAt(at),
      owes: unfundedOf(ledger, address).length > 0,
      waiting: { due: track.due + sum(ofCard), moving: track.moving },
      window: { sum: window.sum + sum(ofCard), count: window.count + ofCard.length },
      consecutiveOffline: track.consecutive + ofCard.length,
      exposure: { ...total, units: total.units + sum(held), count: total.count + held.length },
      draw: drawOf(nonce, address),
      clock: parts.clockTrust.state(),
      override,
    }
  }

  /** One decision, written down: whether it is taken online. */
  function answer(facts: RiskFacts): Result<boolean, RiskCode> {
    const decision = decide(policy, facts)
    decisions.write(facts, decision)
    return decision.kind === 'accept' ? ok(decision.online) : decline(facts, decision)
  }

  function decline(
    facts: RiskFacts,
    decision: Extract<Decision, { kind: 'decline' }>,
  ): Result<never, RiskCode> {
    const failed = decision.checks.at(-1)
    const detail = `${failed?.figure} of ${failed?.limit}`
    log(`${decision.code}: ${detail}`)
    const why = whyOf(policy, facts, decision)
    const debt = decision.code === 'DEBT_OWED' ? debtOf(unfundedOf(ledger, facts.card)) : undefined
    return {
      ok: false,
      error: { code: decision.code, detail, ...(why && { why }), ...(debt && { debt }) },
    }
  }

  return {
    ask: parts.ask,
    async decide(asked) {
      const { inquiry } = asked
      const seen = await inquiry.unsigned()
      const certificate = parts.certified(asked.card)
      const isGood = isKnownGood(addressOf(asked.card.publicKey))
      const facts = factsOf(asked, seen, riskStanding(certificate, isGood))
      const online = answer(facts)
      if (!online.ok) return online
      const mine = { card: facts.card, units: facts.units }
      pending.add(mine)
      return ok({
        standing: cardStanding(certificate, isGood),
        async confirm(signed) {
          if (!online.value) return online
          const simulated = await inquiry.signed(signed)
          return simulated === 'pays' ? online : answer({ ...facts, simulated })
        },
        done: () => void pending.delete(mine),
      })
    },
    state() {
      const { count, units, since } = ledger.exposure.total()
      const at = clock.now()
      return {
        ...{ count, units, maxCount: policy.exposure.count, maxUnits: policy.exposure.units },
        ...{ hoursLeft: hoursLeft(policy, since, at), denyListAge: denied.ageAt(at) },
      }
    },
  }
}

const sum = (held: readonly { readonly units: bigint }[]): bigint =>
  held.reduce((total, { units }) => total + units, 0n)
