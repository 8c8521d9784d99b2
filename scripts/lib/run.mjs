import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json: every command runs here, wherever it was called from. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** A step failed for a reason its message explains in full: no stack trace helps. */
export class Stop extends Error {}

/** Progress goes to stderr, so that stdout holds only what a command was asked for. */
export const say = (text) => process.stderr.write(`${text}\n`)

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/** An executable of an installed npm package. */
export const bin = (name) => join(ROOT, 'node_modules/.bin', name)

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
const GRACE_MS = 5000
const running = new Set()
let stopping = false

// Each child leads its own process group: xvfb-run and npm start children that a plain kill would leave behind.
function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal)
  } catch {
    // The whole group has gone already.
  }
}

function onSignal(signal) {
  if (stopping) return
  stopping = true
  process.exitCode = 128 + (constants.signals[signal] ?? 0)
  for (const child of running) signalGroup(child, signal)
  setTimeout(() => process.exit(), GRACE_MS).unref()
}

for (const signal of SIGNALS) process.on(signal, () => onSignal(signal))
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL')
})

/**
 * Runs a command and gives its exit code, 128 + signal when a signal ended it. `quiet` collects
 * the output instead of showing it. `timeoutMs` ends the command with its children.
 */
export function run(command, args, { env, cwd = ROOT, quiet = false, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit'
    const child = spawn(command, args, { cwd, stdio, detached: true, env: { ...process.env, ...env } })
    running.add(child)
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr']) {
      child[name]?.setEncoding('utf8').on('data', (text) => {
        output[name] += text
      })
    }
    const timer = timeoutMs && setTimeout(() => signalGroup(child, 'SIGKILL'), timeoutMs)
    const end = (code) => {
      clearTimeout(timer)
      running.delete(child)
      // What a finished command left running would outlive us.
      if (child.pid) signalGroup(child, 'SIGKILL')
      if (stopping) process.exit()
      resolve({ code, ...output })
    }
    child.on('error', (error) => {
      output.stderr += error.message
      if (!quiet) say(error.message)
      end(127)
    })
    child.on('close', (code, signal) => end(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

/** Like run, for a step without which nothing can go on. */
export async function must(what, command, args, options) {
  const result = await run(command, args, options)
  if (result.code !== 0) {
    const said = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-20).join('\n')
    throw new Stop(`${what} failed (exit code ${result.code}).${said && `\n${said}`}`)
  }
  return result
}

/** Runs a script's main function; its answer is the exit code. */
export async function main(work) {
  try {
    const code = await work(process.argv.slice(2))
    process.exitCode = code ?? 0
  } catch (error) {
    process.exitCode = 1
    say(error instanceof Stop ? error.message : error.stack)
  }
}
