import type { Link } from '#src/device/link.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { type Answer, createAnswerReader } from './answers.ts'

export type SessionFault = 'LINK_CLOSED' | 'PRINTER_SILENT' | 'PRINTER_FAULT'

export interface Question<T> {
  readonly bytes: Uint8Array
  /** The value in the awaited answer; undefined lets the answer pass. */
  readonly take: (answer: Answer) => T | undefined
  readonly limitMs: number
}

/** One question at a time to one printer: answers carry no number, only their order tells them apart. */
export interface Session {
  /**
   * Sends the bytes and waits for the answer; the limit covers both, as a printer may hold back
   * the sender. PRINTER_FAULT instead of PRINTER_SILENT when something came, but no answer.
   */
  ask<T>(question: Question<T>): Promise<Result<T, SessionFault>>
  close(): Promise<void>
}

/** A tenth of a second at 115,200 bits. */
const PIECE_BYTES = 1_024

export function openSession(link: Link, clock: Clock): Session {
  const reader = createAnswerReader()
  let hear: (answer: Answer) => void = () => {}
  let lose: () => void = () => {}
  let closed = false
  link.onData((bytes) => {
    for (const answer of reader.push(bytes)) hear(answer)
  })
  link.onClose(() => {
    closed = true
    lose()
  })

  const ask = <T>({ bytes, take, limitMs }: Question<T>): Promise<Result<T, SessionFault>> =>
    new Promise((resolve) => {
      if (closed) return resolve(fail('LINK_CLOSED'))
      let strange = 0
      let ended = false
      const end = (result: Result<T, SessionFault>) => {
        // A write that the printer held back may fail long after its question was given up.
        if (ended) return
        ended = true
        hear = () => {}
        lose = () => {}
        stopTimer()
        resolve(result)
      }
      const stopTimer = clock.after(limitMs, () => end(strange > 0 ? outOfPlace(strange) : silent(limitMs)))
      lose = () => end(fail('LINK_CLOSED'))
      hear = (answer) => {
        const value = take(answer)
        if (value !== undefined) end(ok(value))
        else if (answer.kind !== 'asb') strange += 1
      }
      void sendWhile(link, bytes, () => !ended).then((written) => {
        if (!written.ok) end(written)
      })
    })

  return { ask, close: () => link.close() }
}

/** A question that has ended sends no more: a printer without paper need not get the rest of a job. */
async function sendWhile(link: Link, bytes: Uint8Array, wanted: () => boolean): ReturnType<Link['write']> {
  for (let at = 0; at < bytes.length && wanted(); at += PIECE_BYTES) {
    const written = await link.write(bytes.subarray(at, at + PIECE_BYTES))
    if (!written.ok) return written
  }
  return ok()
}

const silent = (ms: number) => fail('PRINTER_SILENT', `no answer in ${ms} ms`)
const outOfPlace = (count: number) => fail('PRINTER_FAULT', `${count} answers outside the protocol`)
