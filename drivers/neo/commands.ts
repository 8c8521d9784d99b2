import type { Message } from './message.ts'

/**
 * Commands of the NEO readers (NEO 2 Interface Developers Guide, section 8; numbers as it prints
 * them, command and sub-command in hexadecimal).
 */
export const Command = {
  pollMode: 0x01,
  serialNumber: 0x12,
  productType: 0x09,
  ping: 0x18,
  antenna: 0x28,
  version: 0x29,
  passThrough: 0x2c,
} as const

/** Sub-commands of pass-through, 2C. */
export const PassThrough = {
  startStop: 0x01,
  pollForToken: 0x02,
  exchange: 0x03,
  enhancedPoll: 0x0c,
} as const

export const Status = {
  ok: 0x00,
  badHeader: 0x01,
  unknownCommand: 0x02,
  unknownSubCommand: 0x03,
  badCrc: 0x04,
  badParameter: 0x05,
  withheld: 0x06,
  timeOut: 0x08,
  failed: 0x0a,
  notAllowed: 0x0b,
} as const

const message = (command: number, second: number, ...data: readonly number[]): Message => ({
  command,
  second,
  data: Uint8Array.from(data),
})

/** 18-01: is anybody there? */
export const ping = (): Message => message(Command.ping, 0x01)

/** 29-00: the firmware's name in ASCII. */
export const getVersion = (): Message => message(Command.version, 0x00)

/** 01-01: the reader looks for cards only when it is told to, and runs no payment of its own. */
export const pollOnDemand = (): Message => message(Command.pollMode, 0x01, 0x01)

/** 2C-01: from here on the host talks with the card itself. Stopping switches the antenna off too. */
export const passThrough = (on: boolean): Message =>
  message(Command.passThrough, PassThrough.startStop, on ? 1 : 0)

/** 28-01: the radio field. A card that loses it forgets what was selected. */
export const antenna = (on: boolean): Message => message(Command.antenna, 0x01, on ? 1 : 0)

/**
 * 2C-02: looks for a card of type A or B until one is there or the time is up, and activates it.
 * Switches the antenna on by itself. `ms`: 10 to 2,550, sent as seconds (none) and steps of 10 ms.
 */
export const pollForToken = (ms: number): Message =>
  message(Command.passThrough, PassThrough.pollForToken, 0, Math.round(ms / 10))

/**
 * 2C-0C with transaction type 0001: the same, but a card that has both sides, ISO 14443-4 and
 * MIFARE, is activated for ISO 14443-4, where a plain poll opens the MIFARE side.
 */
export const pollForApdus = (ms: number): Message =>
  message(Command.passThrough, PassThrough.enhancedPoll, 0, Math.round(ms / 10), 0x00, 0x01)

/** 2C-03: one command APDU to the activated card; the answer's data is the response APDU. */
export const exchange = (apdu: Uint8Array): Message => ({
  command: Command.passThrough,
  second: PassThrough.exchange,
  data: apdu,
})
