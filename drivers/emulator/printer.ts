import type { Link } from '#src/device/link.ts'
import type { Columns } from '#src/receipt/line.ts'
import type { Clock } from '#src/time/clock.ts'
import { createListeners } from '../link/listeners.ts'
import { type PrinterCommand, readCommand } from './printer-commands.ts'
import { asbBytes, canPrint, HEALTHY, type PrinterCondition, paperByte, statusByte } from './printer-state.ts'
import { createRealTimeFilter, type RealTimeCommand } from './real-time.ts'
import { createRoll, type PrintedReceipt } from './roll.ts'
import { createTypesetter } from './typesetter.ts'

export interface EmulatedPrinterSettings {
  readonly clock: Clock
  readonly columns: Columns
  /** What it says of itself. Default: an emulated one of ours; null for a clone that does not say. */
  readonly identity?: { readonly maker: string; readonly model: string } | null
  /** Receive buffer; what comes when it is full is lost, as without flow control. Default: 64 KB. */
  readonly bufferBytes?: number
  /** False for a clone that does not know DLE DC4. */
  readonly knowsClear?: boolean
  /** False for a clone that skips GS ( H. */
  readonly knowsProcessId?: boolean
  /** False for a clone that also skips GS r. */
  readonly knowsStatusInOrder?: boolean
}

export interface EmulatedPrinter {
  /** Cut off so far, oldest first. */
  readonly receipts: readonly PrintedReceipt[]
  onReceipt(listener: (receipt: PrintedReceipt) => void): () => void
  /** Calls each time the paper begins to move. */
  onMotor(listener: () => void): () => void
  readonly drawerKicks: number
  setPaper(paper: PrinterCondition['paper']): void
  setCover(open: boolean): void
  setOffline(offline: boolean): void
  /** A stuck cutter, as after a paper jam. Freed again, it waits until it is told to recover. */
  setFault(stuck: boolean): void
  /** Off: silent, and everything not yet on paper is forgotten. */
  setPower(on: boolean): void
  /** Somebody tears off the paper that hangs out uncut. Until then it comes with the next receipt. */
  tearOff(): void
}

const BUFFER_BYTES = 65_536
const OURS = { maker: 'TAPSYR', model: 'EMULATED' }
/** 200 mm a second at 8 dots to the millimetre. */
const DOTS_PER_MS = 1.6
const CUT_MS = 300
/** The knife sits 12 mm behind the print head. */
const HEAD_TO_CUTTER_DOTS = 96

/** Plays the printer at the far end of `link`. */
export function emulatePrinter(link: Link, settings: EmulatedPrinterSettings): EmulatedPrinter {
  const { clock, columns, knowsProcessId = true, knowsStatusInOrder = true, knowsClear = true } = settings
  const { identity = OURS, bufferBytes = BUFFER_BYTES } = settings
  const roll = createRoll(columns)
  let realTime = createRealTimeFilter()
  let typesetter = createTypesetter(columns)
  let condition: PrinterCondition = HEALTHY
  let buffer = new Uint8Array()
  let automatic = false
  let stuck = false
  const motor = createListeners<undefined>()
  let stopMotor: (() => void) | undefined
  let drawerKicks = 0

  const send = (...bytes: number[]): void => void link.write(Uint8Array.from(bytes))

  function obeyAtOnce(command: RealTimeCommand): void {
    switch (command) {
      case 'clear':
        if (knowsClear) clear()
        break
      case 'recover-clear':
        if (condition.fault) forget()
        recover()
        break
      case 'recover':
        recover()
        break
      case 'pulse':
        drawerKicks += 1
        break
      default:
        send(statusByte(Number(command.at(-1)), condition))
    }
  }

  function clear(): void {
    forget()
    recover()
    send(0x37, 0x25, 0x00)
  }

  function forget(): void {
    buffer = new Uint8Array()
    typesetter = createTypesetter(columns)
  }

  const recover = (): void => change({ fault: stuck })

  /** Works the buffer off in order, as long as nothing stops the paper. */
  function work(): void {
    while (stopMotor === undefined && canPrint(condition)) {
      const next = buffer.length === 0 ? undefined : readCommand(buffer)
      if (next === undefined) return
      buffer = buffer.slice(next.length)
      const ms = obey(next.command)
      if (ms === 0) continue
      stopMotor = clock.after(ms, rest)
      motor.emit(undefined)
    }
  }

  function rest(): void {
    stopMotor = undefined
    work()
  }

  /** Does what the command says and returns how many milliseconds the paper moves. */
  function obey(command: PrinterCommand): number {
    switch (command.kind) {
      case 'cut':
        if (command.feeds) roll.add({ kind: 'blank', height: HEAD_TO_CUTTER_DOTS })
        roll.cut()
        return CUT_MS
      case 'drawer':
        drawerKicks += 1
        return 0
      case 'automatic-status':
        automatic = command.on
        if (automatic) send(...asbBytes(condition))
        return 0
      case 'status':
        if (knowsStatusInOrder) send(command.n % 0x30 === 1 ? paperByte(condition) : 0)
        return 0
      case 'identity':
        identify(command.n)
        return 0
      case 'process-id':
        if (knowsProcessId) send(0x37, 0x22, ...command.id, 0x00)
        return 0
      default:
        if (command.kind === 'initialize') automatic = false
        return roll.add(typesetter.obey(command)) / DOTS_PER_MS
    }
  }

  function identify(n: number): void {
    const { maker, model } = identity ?? {}
    const name: Record<number, string | undefined> = { 65: '1.00', 66: maker, 67: model, 68: '000001' }
    const text = name[n]
    if (n < 65) send(n === 2 ? 0x02 : 0x20)
    else if (identity !== null && text !== undefined) send(0x5f, ...Buffer.from(text, 'latin1'), 0x00)
  }

  function change(part: Partial<PrinterCondition>): void {
    const before = asbBytes(condition)
    condition = { ...condition, ...part }
    const after = asbBytes(condition)
    if (automatic && condition.power && after.some((byte, index) => byte !== before[index])) send(...after)
    work()
  }

  function setPower(on: boolean): void {
    stopMotor?.()
    stopMotor = undefined
    forget()
    automatic = false
    realTime = createRealTimeFilter()
    change({ power: on, fault: stuck })
  }

  link.onData((bytes) => {
    if (!condition.power) return
    const { commands, data } = realTime.push(bytes)
    for (const command of commands) obeyAtOnce(command)
    buffer = joined(buffer, data.subarray(0, bufferBytes - buffer.length))
    work()
  })

  return {
    receipts: roll.receipts,
    onReceipt: roll.onReceipt,
    onMotor: motor.add,
    get drawerKicks() {
      return drawerKicks
    },
    setPaper: (paper) => change({ paper }),
    setCover: (coverOpen) => change({ coverOpen }),
    setOffline: (offline) => change({ offline }),
    setFault(jammed) {
      stuck = jammed
      if (stuck) change({ fault: true })
    },
    setPower,
    tearOff: roll.tearOff,
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}
