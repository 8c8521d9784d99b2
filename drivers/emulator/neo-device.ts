import { Command, PassThrough, Status } from '../neo/commands.ts'
import type { Message } from '../neo/message.ts'
import { type NeoAnswer, type NeoDone, type NeoTarget, neoAnswer } from './neo-target.ts'

/** What the reader's firmware knows between commands (NEO 2 Interface Developers Guide, section 8). */
export interface NeoDevice {
  readonly isPassThrough: boolean
  readonly isAntennaOn: boolean
  /** Carries out one command; the answer may come later. Returns what stops it. */
  run(command: Message, done: NeoDone): () => void
}

const OK = neoAnswer(Status.ok)
const refuse = (status: number): NeoAnswer => neoAnswer(status)

/** Switched on by 01, off by 00. */
const readSwitch = ([value, ...more]: Uint8Array): boolean | undefined =>
  more.length > 0 || value === undefined || value > 1 ? undefined : value === 1

export function createNeoDevice(target: NeoTarget): NeoDevice {
  /** As after power-on: it looks for cards by itself, which pass-through cannot have. */
  let onDemand = false
  let isPassThrough = false
  let isAntennaOn = false

  const switchAntenna = (on: boolean) => {
    isAntennaOn = on
    if (!on) target.drop()
  }

  const setPollMode = (on: boolean | undefined): NeoAnswer => {
    if (on === undefined) return refuse(Status.badParameter)
    onDemand = on
    return OK
  }

  const setAntenna = (on: boolean | undefined): NeoAnswer => {
    if (!isPassThrough) return refuse(Status.notAllowed)
    if (on === undefined) return refuse(Status.badParameter)
    switchAntenna(on)
    return OK
  }

  const setPassThrough = (on: boolean | undefined): NeoAnswer => {
    if (on === undefined) return refuse(Status.badParameter)
    if (on && !onDemand) return refuse(Status.notAllowed)
    isPassThrough = on
    if (!on) switchAntenna(false)
    return OK
  }

  /** Commands that are answered at once; undefined: it is none of them. */
  const settle = ({ command, second, data }: Message): NeoAnswer | undefined => {
    if (command === Command.passThrough)
      return second === PassThrough.startStop ? setPassThrough(readSwitch(data)) : undefined
    const fixed = SIMPLE_COMMANDS.get(command)
    if (!fixed) return refuse(Status.unknownCommand)
    if (fixed.sub !== second) return refuse(Status.unknownSubCommand)
    if (command === Command.pollMode) return setPollMode(readSwitch(data))
    if (command === Command.antenna) return setAntenna(readSwitch(data))
    return neoAnswer(Status.ok, ...fixed.answer)
  }

  const talk = ({ second, data }: Message, done: NeoDone): (() => void) => {
    const [seconds = 0, tens = 0, , mask = 0] = data
    const length = POLL_LENGTHS.get(second)
    const ms = seconds * 1000 + tens * 10
    const start = () => {
      if (second === PassThrough.exchange)
        return isPassThrough ? target.exchange(data, done) : Status.notAllowed
      if (length === undefined) return Status.unknownSubCommand
      if (!isPassThrough) return Status.notAllowed
      if (data.length !== length || ms === 0) return Status.badParameter
      isAntennaOn = true
      return target.poll(ms, (mask & FOR_APDUS) !== 0, done)
    }
    const started = start()
    if (typeof started === 'function') return started
    done(refuse(started))
    return () => {}
  }

  return {
    get isPassThrough() {
      return isPassThrough
    },
    get isAntennaOn() {
      return isAntennaOn
    },
    run(command, done) {
      const answer = settle(command)
      if (!answer) return talk(command, done)
      done(answer)
      return () => {}
    },
  }
}

/** Bytes of data of the two polls; the longer one ends with a mask of what to force. */
const POLL_LENGTHS: ReadonlyMap<number, number> = new Map([
  [PassThrough.pollForToken, 2],
  [PassThrough.enhancedPoll, 4],
])
const FOR_APDUS = 0x01

const ascii = (text: string): readonly number[] => [...new TextEncoder().encode(text)]

const SIMPLE_COMMANDS: ReadonlyMap<number, { readonly sub: number; readonly answer: readonly number[] }> =
  new Map([
    [Command.pollMode, { sub: 0x01, answer: [] }],
    [Command.productType, { sub: 0x01, answer: [0xdf, 0x60, 0x03, 0x43, 0x36, 0x00] }],
    [Command.serialNumber, { sub: 0x01, answer: [...ascii('630Z000001'), 0, 0, 0, 0, 0] }],
    [Command.ping, { sub: 0x01, answer: [] }],
    [Command.antenna, { sub: 0x01, answer: [] }],
    [Command.version, { sub: 0x00, answer: ascii('EMU V1.00') }],
  ])
