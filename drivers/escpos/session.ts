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
      void link.write(bytes).then((written) => {
        if (!written.ok) end(written)
      })
    })

  return { ask, close: () => link.close() }
}

const silent = (ms: number) => fail('PRINTER_SILENT', `no answer in ${ms} ms`)
const outOfPlace = (count: number) => fail('PRINTER_FAULT', `${count} answers outside the protocol`)
