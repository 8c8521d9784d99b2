import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { onTestFinished } from 'vitest'
import { openLedger } from '#main/ledger/ledger.ts'
import { openLockOut } from '#main/staff/lock-out.ts'
import { createStaff } from '#main/staff/staff.ts'
import type { StaffMember } from '#src/config/staff.ts'
import type { PaymentCard, SelectFault } from '#src/device/card.ts'
import type { CardInField } from '#src/device/reader.ts'
import type { StaffState } from '#src/ipc/till.ts'
import type { Fact } from '#src/journal/entry.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { testKey } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'

type Laid = Result<PaymentCard, SelectFault> | 'no reader'

/** A card that signs whatever it is given, as ours do. */
export function cardOfKey(n: number): PaymentCard {
  const key = hexToBytes(testKey(n).slice(2))
  return {
    application: 'keycard-cash',
    publicKey: secp256k1.getPublicKey(key, false),
    async sign(digest) {
      const signature = secp256k1.sign(digest, key, { prehash: false })
      return ok({ r: signature.slice(0, 32), s: signature.slice(32, 64) })
    },
  }
}

/** Staff over the true ledger and lock-out; the reader gives what is laid on it. */
export async function desk(people: readonly StaffMember[]) {
  const clock = fakeClock()
  const dir = emptyFolder()
  const quiet = { clock, randomBytes, log: () => undefined }
  const ledger = must(await openLedger(join(dir, 'journal'), quiet))
  onTestFinished(() => ledger.close())
  let laid: Laid | undefined
  let give: (field: CardInField) => void = () => undefined
  let removals = 0
  const field: CardInField = {
    uid: undefined,
    transmit: async () => fail('CARD_TIMEOUT'),
    release: async () => undefined,
  }
  const states: StaffState[] = []
  const staff = createStaff({
    ...{ people, ledger, clock, randomBytes },
    lockOut: await openLockOut(join(dir, 'lock.json'), quiet),
    terminalId: 'apple-1',
    recover: recoverInJavaScript,
    reader: {
      waitForCard: (cancel) =>
        new Promise((resolve) => {
          if (laid === 'no reader') resolve(fail('READER_ABSENT'))
          else if (laid) resolve(ok(field))
          give = (given) => resolve(ok(given))
          cancel.addEventListener('abort', () => setImmediate(() => resolve(fail('SALE_CANCELLED'))))
        }),
      markPaid: () => {
        removals += 1
      },
    },
    async selectCard() {
      const selected = laid === undefined || laid === 'no reader' ? fail('CARD_TIMEOUT') : laid
      laid = undefined
      return selected
    },
    onChange: (state) => states.push(state),
  })
  return {
    staff,
    ledger,
    clock,
    states,
    lay: (next: Laid) => {
      laid = next
    },
    give: (given: CardInField) => give(given),
    removals: () => removals,
    /** "signed-in aigul pin", in their order. */
    facts: async () =>
      (await ledger.journal.since(0, 1000)).flatMap(({ fact }) =>
        fact.type === 'noted' ? [told(fact)] : [],
      ),
  }
}

const told = ({ what, by, detail }: Extract<Fact, { type: 'noted' }>): string =>
  [what, ...(by ? [by.id] : []), ...(detail === undefined ? [] : [detail])].join(' ')
