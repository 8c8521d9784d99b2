import type { Clock } from '#src/time/clock.ts'
import { type BaudRate, baudRateOf, Code } from '../pn532/commands.ts'
import { MAX_PART } from '../pn532/exchange.ts'
import type { EmulatedCard } from './emulated-card.ts'
import type { Field } from './pn532-field.ts'

export interface ChipTiming {
  /** Milliseconds for one try to activate a card. */
  readonly tryMs: number
  /** Milliseconds a card takes for one command. */
  readonly cardMs: (apdu: Uint8Array) => number
}

export interface ChipParts {
  readonly field: Field
  readonly clock: Clock
  readonly timing: ChipTiming
}

/** Gives a command's answer: its parameters, or that the chip does not know the command. */
export type Done = (answer: readonly number[] | 'syntax-error') => void

/** What the PN532's firmware knows between commands (NXP UM0701-02, section 7). */
export interface Chip {
  /** Asleep, the chip hears nothing but the command that wakes it. */
  hears(command: Uint8Array): boolean
  readonly baudRate: BaudRate
  /** Runs one command; the returned function stops it before its answer. */
  run(command: Uint8Array, done: Done): () => void
}

type Listed = { readonly card: EmulatedCard; readonly type: 'A' | 'B' } | 'released' | undefined

const nothing = () => {}

export function createChip({ field, clock, timing }: ChipParts): Chip {
  let awake = false
  let baudRate: BaudRate = 115200
  let activationRetries = 0xff
  let listed: Listed
  let apduSoFar: number[] = []
  let answerLeft: Uint8Array = new Uint8Array()

  const list = (type: 'A' | 'B', done: Done): (() => void) => {
    listed = undefined
    let stopTimer = nothing
    let stopWatching = nothing
    const stop = () => {
      stopTimer()
      stopWatching()
    }
    const find = () => {
      const { card } = field
      if (!card || (card.type ?? 'A') !== type) return false
      card.activate?.()
      listed = { card, type }
      stop()
      done([0x01, 0x01, ...(type === 'A' ? TYPE_A_CARD : TYPE_B_CARD)])
      return true
    }
    if (find()) return nothing
    stopWatching = field.onChange(find)
    // FF tries for ever: only a card or the host ends it.
    if (activationRetries !== 0xff)
      stopTimer = clock.after(timing.tryMs * (activationRetries + 1), () => {
        stop()
        done([0x00])
      })
    return stop
  }

  const givePart = (done: Done) => {
    const part = answerLeft.subarray(0, MAX_PART)
    answerLeft = answerLeft.subarray(MAX_PART)
    done([answerLeft.length > 0 ? 0x40 : 0x00, ...part])
  }

  /** The card works on the APDU; if it is pulled out meanwhile, the chip sees a time-out. */
  const askCard = (card: EmulatedCard, apdu: Uint8Array, done: Done): (() => void) => {
    const answer = () => {
      stopWatching()
      answerLeft = card.answer(apdu)
      givePart(done)
    }
    let stopTimer = nothing
    const stop = () => {
      stopTimer()
      stopWatching()
    }
    const stopWatching = field.onChange(() => {
      stop()
      listed = 'released'
      done([0x01])
    })
    const ms = timing.cardMs(apdu)
    if (ms > 0) stopTimer = clock.after(ms, answer)
    else answer()
    return stop
  }

  const exchange = (target: number, data: Uint8Array, done: Done): (() => void) => {
    if (listed === undefined) return now(done, [0x27])
    if (listed === 'released') return now(done, [0x29])
    if (field.card !== listed.card) {
      listed = 'released'
      return now(done, [0x01])
    }
    apduSoFar.push(...data)
    if (target & 0x40) return now(done, [0x00])
    const apdu = Uint8Array.from(apduSoFar)
    apduSoFar = []
    if (apdu.length > 0) return askCard(listed.card, apdu, done)
    givePart(done)
    return nothing
  }

  const release = (): readonly number[] => {
    listed = undefined
    apduSoFar = []
    answerLeft = new Uint8Array()
    return [0x00]
  }

  const configure = (item: number | undefined, values: Uint8Array): readonly number[] => {
    if (item === 0x05) activationRetries = values[2] ?? activationRetries
    // The field going off takes the power from the card.
    if (item === 0x01 && (values[0] ?? 0) % 2 === 0) listed = undefined
    return []
  }

  const run = (command: Uint8Array, done: Done): (() => void) => {
    const [code, first, second] = command
    switch (code) {
      case Code.diagnose:
        return now(done, first === 0x00 ? [...command.subarray(1)] : 'syntax-error')
      case Code.getFirmwareVersion:
        return now(done, [0x32, 0x01, 0x06, 0x07])
      case Code.getGeneralStatus:
        return now(done, [0x00, 0x01, typeof listed === 'object' ? 0x01 : 0x00])
      case Code.setSerialBaudRate:
        baudRate = baudRateOf(first ?? -1) ?? baudRate
        return now(done, [])
      case Code.setParameters:
        return now(done, [])
      case Code.samConfiguration:
        awake = true
        return now(done, [])
      case Code.powerDown:
        awake = false
        return now(done, [0x00])
      case Code.rfConfiguration:
        return now(done, configure(first, command.subarray(2)))
      case Code.inListPassiveTarget:
        return list(second === 0x03 ? 'B' : 'A', done)
      case Code.inDataExchange:
        return exchange(first ?? 0, command.subarray(2), done)
      case Code.inDeselect:
      case Code.inRelease:
        return now(done, release())
      default:
        return now(done, 'syntax-error')
    }
  }

  return {
    hears: (command) => awake || command[0] === Code.samConfiguration,
    get baudRate() {
      return baudRate
    },
    run,
  }
}

function now(done: Done, answer: readonly number[] | 'syntax-error'): () => void {
  done(answer)
  return nothing
}

/** SENS_RES, SEL_RES (ISO 14443-4), a random id as phones and some cards give, and an ATS. */
const TYPE_A_CARD = [...[0x00, 0x04, 0x60, 0x04, 0x08, 0x23, 0x5a, 0x4d], ...[0x05, 0x75, 0x80, 0x70, 0x02]]

/** ATQB and an empty ATTRIB_RES. */
const TYPE_B_CARD = [
  ...[0x50, 0x11, 0x22, 0x33, 0x44, 0x00, 0x00, 0x00, 0x00, 0x00, 0x71, 0x71],
  ...[0x01, 0x00],
]
