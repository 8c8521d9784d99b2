import { chmodSync, closeSync, cpSync, mkdirSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { findCommand } from './lab-packages.mjs'
import { must, ROOT, run } from './run.mjs'

const INIT = join(ROOT, 'test/lab/guest/init.sh')
const FOLDERS = ['bin', 'modules', 'proc', 'sys', 'dev', 'host', 'upper', 'root']

/**
 * Boots a guest that runs `command` (lines of sh) among the host's files and writes to `results`,
 * which it sees as /lab-results. `onLine` hears its console. Gives the command's exit status, undefined when
 * the guest never said one: it hung, crashed or was out of time.
 */
export async function runInGuest({ kernel, command, results, timeoutMs, onLine }) {
  const initrd = await makeInitrd(kernel, command, results)
  const console = join(results, 'console.log')
  writeFileSync(console, '')
  let status
  const follower = follow(console, (line) => {
    status = line.match(/^lab: exit (\d+)$/)?.[1] ?? status
    onLine(line)
  })
  const { code, stderr } = await run('qemu-system-x86_64', machine({ kernel, initrd, results, console }), {
    quiet: true,
    timeoutMs,
  })
  follower.end()
  if (code !== 0) onLine(`qemu ended with ${code}. ${stderr.trim()}`)
  return status === undefined ? undefined : Number(status)
}

/** A file system in memory: busybox, the modules, what to run and who runs it. */
async function makeInitrd(kernel, command, results) {
  const tree = join(results, 'initrd')
  const file = join(results, 'initrd.gz')
  rmSync(tree, { recursive: true, force: true })
  for (const folder of FOLDERS) mkdirSync(join(tree, folder), { recursive: true })
  cpSync(findCommand('busybox'), join(tree, 'bin/busybox'))
  cpSync(INIT, join(tree, 'init'))
  chmodSync(join(tree, 'init'), 0o755)
  cpSync(kernel, join(tree, 'modules'), { recursive: true, filter: (path) => !path.endsWith('vmlinuz') })
  writeFileSync(join(tree, 'command'), command)
  const pack = `find . | cpio -o -H newc --quiet | gzip -1 > '${file}'`
  await must('Packing the guest', 'sh', ['-c', pack], { cwd: tree, quiet: true })
  rmSync(tree, { recursive: true, force: true })
  return file
}

/** Translated, not virtualised (TCG): slow, but it runs wherever qemu does. */
const machine = ({ kernel, initrd, results, console }) => [
  ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-m', '2G', '-smp', '2'],
  ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-serial', `file:${console}`],
  ...['-kernel', join(kernel, 'vmlinuz'), '-initrd', initrd],
  ...['-append', 'console=ttyS0 quiet panic=-1'],
  ...['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
  ...['-virtfs', `local,path=${results},mount_tag=results,security_model=none`],
]

const LOOK_MS = 200

/** Tells each whole line that is added to a file. */
function follow(file, onLine) {
  const handle = openSync(file, 'r')
  const buffer = Buffer.alloc(65_536)
  let rest = ''
  const look = () => {
    for (let count = read(); count > 0; count = read()) {
      rest += buffer.toString('utf8', 0, count)
      const lines = rest.split(/\r*\n/)
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(stripVTControlCharacters(line))
    }
  }
  const read = () => readSync(handle, buffer)
  const timer = setInterval(look, LOOK_MS)
  return {
    end() {
      clearInterval(timer)
      look()
      closeSync(handle)
    },
  }
}
