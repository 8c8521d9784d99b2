import { createAnswerReader } from '#drivers/escpos/answers.ts'
import { readAutomaticStatus, readStatus } from '#drivers/escpos/protocol.ts'
import { topUsages } from '#drivers/finding/hid-usage.ts'
import { readFetchSign, readFirstKey, readSign } from '#drivers/halo/protocol.ts'
import { createAssembly } from '#drivers/hid-pos/assembly.ts'
import { usageOffsets } from '#drivers/hid-pos/descriptor.ts'
import { readResponse } from '#drivers/iso7816/apdu.ts'
import { readDerNumbers } from '#drivers/iso7816/der.ts'
import { readTlvs } from '#drivers/iso7816/tlv.ts'
import { readSelectWallet } from '#drivers/keycard/pinless-protocol.ts'
import { readSelectCash } from '#drivers/keycard/protocol.ts'
import { readSignature } from '#drivers/keycard/signature.ts'
import { createReportAssembler, splitIntoReports } from '#drivers/neo/hid-reports.ts'
import { createMessageParser } from '#drivers/neo/parser.ts'
import { readToken } from '#drivers/neo/token.ts'
import { historicalBytes, isStorageCard } from '#drivers/pcsc/atr.ts'
import { nextOverT0 } from '#drivers/pcsc/t0.ts'
import { readExchange } from '#drivers/pn532/exchange.ts'
import { createFrameParser } from '#drivers/pn532/parser.ts'
import { readTarget } from '#drivers/pn532/target.ts'
import { decodeAnswer } from '#src/qr/answer.ts'
import { decodeRequest } from '#src/qr/request.ts'
import { decodeTicket } from '#src/qr/ticket.ts'
import { readCertificate } from '#src/risk/certificate.ts'
import { encodeDenyList, readDenyLists } from '#src/risk/deny-list-format.ts'
import { parseSiteList } from '#src/risk/site-list.ts'
import { type KeyList, parseKeyList, proveTicket } from '#src/station/ticket-keys.ts'
import { fakeClock } from '../fakes/clock.ts'
import { CERTIFICATE } from '../vectors/certificate.ts'
import { ASB, MODEL, PROCESS_ID, STATUS } from '../vectors/escpos.ts'
import * as halo from '../vectors/halo.ts'
import * as hidPos from '../vectors/hid-pos.ts'
import * as keycard from '../vectors/keycard.ts'
import * as neo from '../vectors/neo.ts'
import { FRAMES } from '../vectors/pn532.ts'
import * as qr from '../vectors/qr.ts'
import * as tickets from '../vectors/ticket.ts'

/** Something that reads what comes from outside. */
export interface FuzzedParser {
  readonly name: string
  /** Good input, from the specifications. */
  readonly corpus: readonly Uint8Array[]
  /** A parser that lives as long as a session does; it must never throw. */
  start(): (bytes: Uint8Array) => unknown
  /** True when a good input is understood, whatever came before it. Left out where nothing is kept. */
  recovers?(take: (bytes: Uint8Array) => unknown): boolean
}

const bytesIn = (vectors: object): Uint8Array[] =>
  Object.values(vectors).flatMap((value: unknown) =>
    value instanceof Uint8Array ? [value] : typeof value === 'object' && value ? bytesIn(value) : [],
  )
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)
const CARD = new Uint8Array(20).fill(0xab)
const TICKET_KEYS: KeyList = {
  version: 1,
  keys: [{ terminalId: tickets.SINGLE.ticket.terminalId, publicKey: tickets.SINGLE.publicKey }],
}
const reports = Object.values(neo.ANSWERS).flatMap(splitIntoReports)

/** A parser that keeps nothing from one input to the next. */
const stateless = (
  name: string,
  corpus: readonly Uint8Array[],
  ...read: readonly ((bytes: Uint8Array) => unknown)[]
): FuzzedParser => ({ name, corpus, start: () => (bytes) => read.map((each) => each(bytes)) })

export const PARSERS: readonly FuzzedParser[] = [
  {
    name: 'PN532 frames',
    corpus: bytesIn(FRAMES),
    start() {
      const parser = createFrameParser()
      return (bytes) => parser.push(bytes)
    },
    // A frame that was begun may swallow what follows, up to its own length: 265 bytes at most.
    recovers: (take) =>
      Array.from({ length: 40 }, () => take(FRAMES.firmwareVersion)).some((frames) =>
        kindsOf(frames).has('data'),
      ),
  },
  stateless(
    'PN532 answers',
    bytesIn(FRAMES).map((frame) => frame.slice(6, -2)),
    (bytes) => readTarget(bytes, 'A'),
    (bytes) => readTarget(bytes, 'B'),
    readExchange,
  ),
  {
    name: 'NEO messages',
    corpus: bytesIn(neo.ANSWERS),
    start() {
      const parser = createMessageParser()
      return (bytes) => parser.push(bytes)
    },
    recovers: (take) =>
      Array.from({ length: 120 }, () => take(neo.ANSWERS.ping)).some(
        (messages) => Array.isArray(messages) && messages.length > 0,
      ),
  },
  {
    name: 'NEO reports on HID',
    corpus: reports,
    start() {
      const assembler = createReportAssembler()
      return (report) => assembler.push(report)
    },
    recovers: (take) =>
      splitIntoReports(neo.ANSWERS.exchangedSign)
        .map(take)
        .some((message) => message instanceof Uint8Array),
  },
  stateless(
    'NEO tokens',
    bytesIn(neo.ANSWERS).map((answer) => answer.slice(14, -2)),
    readToken,
  ),
  stateless('response APDUs, TLV and DER', bytesIn([keycard, halo]), readResponse, readTlvs, readDerNumbers),
  stateless('Keycard answers', bytesIn(keycard), readSelectCash, readSelectWallet, readSignature),
  stateless('HaLo answers', bytesIn(halo), readFirstKey, readFetchSign, readSign),
  stateless('ATRs and T=0 answers', ATRS(), isStorageCard, historicalBytes, (bytes) =>
    nextOverT0(keycard.SELECT, bytes),
  ),
  {
    name: 'scanner reports',
    corpus: bytesIn(hidPos),
    start() {
      let scans = 0
      const assembly = createAssembly({
        clock: fakeClock(),
        layout: undefined,
        onScan: () => {
          scans += 1
        },
      })
      return (report) => {
        assembly.take(report)
        return scans
      }
    },
    recovers: (take) => {
      const before = Number(take(new Uint8Array(64)))
      // The first may still belong to a code that was begun.
      for (let i = 0; i < 2; i += 1) for (const report of hidPos.SIXTY_AIM) take(report)
      return Number(take(new Uint8Array(64))) > before
    },
  },
  stateless('HID report descriptors', [hidPos.AIM_DESCRIPTOR, hidPos.PLAIN_DESCRIPTOR], topUsages, (bytes) =>
    usageOffsets(bytes, 2),
  ),
  {
    name: 'printer answers',
    corpus: bytesIn([STATUS, ASB, PROCESS_ID, MODEL]),
    start() {
      const reader = createAnswerReader()
      return (bytes) => reader.push(bytes)
    },
    recovers: (take) =>
      Array.from({ length: 120 }, () => take(Uint8Array.of(0x12))).some((answers) =>
        kindsOf(answers).has('status'),
      ),
  },
  stateless(
    'printer status',
    bytesIn([STATUS, ASB]),
    ([a = 0, b = 0, c = 0, d = 0]) => readStatus([a, b, c, d]),
    ([a = 0, b = 0, c = 0, d = 0]) => readAutomaticStatus([a, b, c, d]),
  ),
  stateless(
    'payment codes',
    [qr.USDC_ON_BASE, qr.TENGE].flatMap(({ requestText, answerText }) => [
      ascii(requestText),
      ascii(answerText),
    ]),
    (bytes) => decodeRequest(text(bytes)),
    (bytes) => decodeAnswer(text(bytes)),
  ),
  stateless(
    'ticket codes',
    [tickets.SINGLE, tickets.PERIOD].map(({ text: code }) => ascii(code)),
    (bytes) => decodeTicket(text(bytes)),
    (bytes) => proveTicket(text(bytes), TICKET_KEYS),
  ),
  stateless('card certificates', [CERTIFICATE.bytes], (bytes) => readCertificate(bytes)),
  stateless(
    'signed deny lists',
    [encodeDenyList({ version: 2, base: 1, issuedAt: 0, added: CARD, removed: CARD }, new Uint8Array(65))],
    (bytes) => readDenyLists(bytes),
  ),
  stateless(
    'lists of cards and of keys',
    [
      `# lost\n0x${'ab'.repeat(20)}\n`,
      JSON.stringify([`0x${'cd'.repeat(20)}`]),
      JSON.stringify(TICKET_KEYS),
    ].map(ascii),
    (bytes) => parseSiteList(text(bytes)),
    (bytes) => parseKeyList(text(bytes)),
  ),
]

function kindsOf(list: unknown): Set<string> {
  return new Set(Array.isArray(list) ? list.map((each: { kind?: string }) => each.kind ?? '') : [])
}

/** A memory card and a card with commands (PC/SC part 3, section 3.1.3.2.3). */
function ATRS(): Uint8Array[] {
  return ['3b8f8001804f0ca000000306030001000000006a', '3b8880010073c84013009000f1', '61109000', '9000'].map(
    (hex) => Uint8Array.from(Buffer.from(hex, 'hex')),
  )
}
