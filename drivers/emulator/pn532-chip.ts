import type { Clock } from '#src/time/clock.ts'
import { type BaudRate, baudRateOf, Code } from '../pn532/commands.ts'
import type { CardMs, Field } from './field.ts'
import { searchCards } from './pn532-search.ts'
import { answerNow, createTargetSlot, type Done, type Stop } from './pn532-target.ts'

export interface ChipParts {
  readonly field: Field
  readonly clock: Clock
  /** Milliseconds for one try to activate a card. */
  readonly tryMs: number
  readonly cardMs: CardMs
}

/** What the PN532's firmware knows between commands (NXP UM0701-02, section 7). */
export interface Chip {
  readonly baudRate: BaudRate
  /** Asleep, the chip hears nothing but the command that wakes it. */
  hears(command: Uint8Array): boolean
  run(command: Uint8Array, done: Done): Stop
}

const FOR_EVER = 0xff

export function createChip({ field, clock, tryMs, cardMs }: ChipParts): Chip {
  const slot = createTargetSlot({ field, clock, cardMs })
  let awake = false
  let baudRate: BaudRate = 115200
  let retries = FOR_EVER

  const search = (most: number, kind: number | undefined, done: Done): Stop => {
    slot.release()
    const giveUpMs = retries === FOR_EVER ? undefined : tryMs * (retries + 1)
    const type = kind === 0x03 ? 'B' : 'A'
    return searchCards({ field, clock, type, most, giveUpMs, found: slot.list }, done)
  }

  /** RFConfiguration: the field (01) and the tries to activate a card (05) have an effect here. */
  const configure = ([item, first, , third]: Uint8Array) => {
    if (item === 0x01 && first !== undefined && first % 2 === 0) slot.release()
    if (item === 0x05 && third !== undefined) retries = third
  }

  /** Commands that change something and are answered at once. */
  const settle = ([code, ...parameters]: Uint8Array): readonly number[] | 'syntax-error' => {
    if (code === Code.samConfiguration) awake = true
    if (code === Code.powerDown) awake = false
    if (code === Code.rfConfiguration) configure(Uint8Array.from(parameters))
    if (code === Code.setSerialBaudRate) baudRate = baudRateOf(parameters[0] ?? -1) ?? baudRate
    if (code === Code.inRelease || code === Code.inDeselect) slot.release()
    if (code === Code.diagnose) return parameters[0] === 0x00 ? parameters : 'syntax-error'
    if (code === Code.getGeneralStatus) return [0x00, 0x01, slot.isListed ? 1 : 0]
    return FIXED_ANSWERS.get(code ?? -1) ?? 'syntax-error'
  }

  return {
    get baudRate() {
      return baudRate
    },
    hears: (command) => awake || command[0] === Code.samConfiguration,
    run(command, done) {
      const [code, first, second] = command
      if (code === Code.inListPassiveTarget) return search(first ?? 1, second, done)
      if (code === Code.inDataExchange) return slot.exchange(first ?? 0, command.subarray(2), done)
      return answerNow(done, settle(command))
    },
  }
}

const FIXED_ANSWERS: ReadonlyMap<number, readonly number[]> = new Map([
  [Code.getFirmwareVersion, [0x32, 0x01, 0x06, 0x07]],
  [Code.setSerialBaudRate, []],
  [Code.setParameters, []],
  [Code.samConfiguration, []],
  [Code.rfConfiguration, []],
  [Code.powerDown, [0x00]],
  [Code.inDeselect, [0x00]],
  [Code.inRelease, [0x00]],
])
