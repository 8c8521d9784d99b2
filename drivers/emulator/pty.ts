import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { fail, ok, type Result } from '#src/result.ts'

/** Two pseudo terminals joined back to back: what is written to one path is read at the other. */
export interface PtyPair {
  readonly device: string
  readonly host: string
  /** Pulls the cable: both ports are gone when this resolves. */
  close(): Promise<void>
}

export interface PtySettings {
  /** Fixed names (symbolic links) for the two ports instead of the system's own. */
  readonly links?: { readonly device: string; readonly host: string }
}

/** Starts `socat` and resolves when both ports can be opened; LINK_ABSENT when it cannot be run. */
export function openPtyPair({ links }: PtySettings = {}): Promise<Result<PtyPair, 'LINK_ABSENT'>> {
  const child = spawn('socat', ['-d', '-d', address(links?.device), address(links?.host)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return new Promise((resolve) => {
    let log = ''
    child.once('error', (error) => resolve(fail('LINK_ABSENT', error.message)))
    child.once('exit', () => resolve(fail('LINK_ABSENT', log)))
    child.stderr.on('data', (text: Buffer) => {
      log += text.toString()
      const [device, host] = [...log.matchAll(/PTY is (\S+)/g)].map((match) => match[1])
      // The loop starts after both names are printed and both ports are raw.
      if (!device || !host || !log.includes('starting data transfer loop')) return
      child.stderr.removeAllListeners('data').resume()
      resolve(ok({ device: links?.device ?? device, host: links?.host ?? host, close: () => stop(child) }))
    })
  })
}

const address = (link: string | undefined): string => `pty,raw,echo=0${link ? `,link=${link}` : ''}`

function stop(child: ChildProcessByStdio<null, null, Readable>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill()
  })
}
