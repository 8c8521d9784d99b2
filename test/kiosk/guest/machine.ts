import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

export interface MachineParts {
  readonly kernel: string
  readonly initrd: string
  /** Debian's disk: only read; what the guest writes is gone with it. */
  readonly image: string
  /** The host's folder that the guest mounts as "host"; sockets, pictures and the console's log land in it as well. */
  readonly folder: string
}

export interface Said {
  readonly status: number
  readonly output: string
}

/** A virtual computer with a screen and a keyboard, and root's shell in it. */
export interface Machine {
  /** Runs lines of sh as root. */
  sh(command: string): Promise<Said>
  /** Its output; throws when it fails. */
  must(command: string): Promise<string>
  /** What the screen shows, as a PPM file of that name in the folder. */
  picture(name: string): Promise<string>
  /** Resolves when the machine has switched itself off. */
  readonly off: Promise<void>
  isOn(): boolean
  end(): Promise<void>
}

const args = ({ kernel, initrd, image, folder }: MachineParts): string[] => [
  ...['-accel', 'tcg,thread=multi,tb-size=1024', '-cpu', 'max', '-m', '3G', '-smp', '2'],
  ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none'],
  ...['-serial', `file:${join(folder, 'console.log')}`],
  ...['-kernel', join(kernel, 'vmlinuz'), '-initrd', initrd],
  ...['-append', 'console=ttyS0 quiet systemd.show_status=no systemd.journald.forward_to_console=no'],
  ...['-drive', `file=${image},format=raw,if=virtio,snapshot=on,cache=unsafe`],
  ...['-device', 'virtio-vga,xres=1280,yres=800'],
  ...['-device', 'virtio-keyboard-pci', '-device', 'virtio-tablet-pci'],
  ...['-virtfs', `local,path=${folder},mount_tag=host,security_model=none,readonly=on`],
  ...['-chardev', `socket,id=agent,path=${join(folder, 'agent')},server=on,wait=off`],
  ...['-device', 'virtio-serial', '-device', 'virtserialport,chardev=agent,name=kiosk'],
  ...['-qmp', `unix:${join(folder, 'qmp')},server=on,wait=off`],
]

/** A connection to a socket that qemu has yet to make. */
async function connect(path: string, isOn: () => boolean): Promise<Socket> {
  for (;;) {
    const socket = createConnection(path)
    const connected = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    if (connected) return socket
    if (!isOn()) throw new Error(`qemu ended before it made ${path}`)
    await pause(200)
  }
}

/** A socket that talks in lines: one asks, and takes the next. */
function lines(socket: Socket): { next(): Promise<string>; write(text: string): void } {
  const reader = createInterface({ input: socket })[Symbol.asyncIterator]()
  return {
    async next() {
      const { value, done } = await reader.next()
      if (done) throw new Error('the guest is gone')
      return value
    },
    write: (text) => void socket.write(`${text}\n`),
  }
}

export async function boot(parts: MachineParts): Promise<Machine> {
  const qemu: ChildProcess = spawn('qemu-system-x86_64', args(parts), {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const off = once(qemu, 'exit').then(() => undefined)
  const isOn = (): boolean => qemu.exitCode === null && qemu.signalCode === null
  const agent = lines(await connect(join(parts.folder, 'agent'), isOn))
  const qmp = lines(await connect(join(parts.folder, 'qmp'), isOn))
  await qmp.next()
  await order('qmp_capabilities')
  while ((await agent.next()) !== 'ready') {}

  async function order(execute: string, given: Record<string, unknown> = {}): Promise<void> {
    qmp.write(JSON.stringify({ execute, arguments: given }))
    for (;;) {
      const answer = JSON.parse(await qmp.next())
      if ('return' in answer) return
      if ('error' in answer) throw new Error(`${execute}: ${answer.error.desc}`)
    }
  }

  async function sh(command: string): Promise<Said> {
    agent.write(Buffer.from(command).toString('base64'))
    const [status = '', output = ''] = (await agent.next()).split(' ')
    return { status: Number(status), output: Buffer.from(output, 'base64').toString() }
  }

  return {
    sh,
    async must(command) {
      const { status, output } = await sh(command)
      if (status !== 0) throw new Error(`${command}\nended with ${status}: ${output}`)
      return output
    },
    async picture(name) {
      const filename = join(parts.folder, `${name}.ppm`)
      await order('screendump', { filename })
      return filename
    },
    off,
    isOn,
    async end() {
      if (isOn()) qemu.kill()
      await off
    },
  }
}
