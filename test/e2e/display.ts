import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A screen that nobody sees. */
export interface Display {
  close(): Promise<void>
}

/**
 * Gives the terminals that this process starts a screen of their own, so that two of them beside each other do not
 * take the focus from one another. Where there is no X server to be had (not on Linux), the person's own screen serves.
 */
export async function openDisplay(): Promise<Display> {
  if (process.platform !== 'linux') return { close: async () => {} }
  const screen = ['-screen', '0', '1920x1200x24', '-nolisten', 'tcp']
  const server = spawn('Xvfb', ['-displayfd', '3', ...screen], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const told = server.stdio[3]
  if (!told) throw new Error('Xvfb cannot be started')
  const [number] = await once(told, 'data')
  process.env.DISPLAY = `:${String(number).trim()}`
  return {
    async close() {
      const ended = once(server, 'exit')
      server.kill()
      await ended
    },
  }
}
