import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { boot, type Machine } from '../guest/machine.ts'
import { lookAt } from '../guest/picture.ts'

const { TAPSYR_KIOSK: given = '{}' } = process.env
const DEPLOY = '/opt/Tapsyr/resources/deploy'
const PROGRAM = 'pgrep -o -x -u tapsyr tapsyr'
/** An emulated processor is slow, and the guest has no graphics card that draws by itself. */
const SLOW =
  '[Service]\\nEnvironment=WLR_RENDERER=pixman\\nTimeoutStartSec=900\\nWatchdogSec=240\\nTimeoutAbortSec=10\\n'

let machine: Machine
const must = (command: string): Promise<string> => machine.must(command)
/** What there is to say of a wait that was in vain. */
const WHY =
  'systemctl show tapsyr -p NRestarts -p ActiveState; journalctl -u tapsyr --no-pager | tail -40; exit 1'
/** Resolves when `command` succeeds in the guest; after a quarter of an hour it throws, and says how things stand. */
const until = (command: string): Promise<string> =>
  must(`n=0; until ${command}; do n=$((n + 1)); if [ $n -gt 900 ]; then ${WHY}; fi; sleep 1; done`)
/** Anew at least so often: a slow processor may miss a word to the watchdog. */
const restarted = (times: number): Promise<string> =>
  until(
    `[ $(systemctl show tapsyr -p NRestarts --value) -ge ${times} ] && systemctl is-active --quiet tapsyr`,
  )
const now = (): Promise<string> => must("date '+%F %T'")
const journal = (since: string): Promise<string> =>
  must(`journalctl -u tapsyr -o cat --no-pager --since '${since}'`)
/** In the place of the program, one that ends at once. */
const endsWith = (status: number): Promise<string> =>
  must(`cd /opt/Tapsyr && printf '#!/bin/sh\\nexit ${status}\\n' >new && chmod 755 new && mv -f new tapsyr`)

/** The page answers some seconds before this processor has drawn what it shows. */
const expectFullScreen = (name: string): Promise<void> =>
  vi.waitFor(() => fillsScreen(name), { timeout: 240_000, interval: 3000 })

/** The page's own paper from corner to corner, with something on it. */
async function fillsScreen(name: string): Promise<void> {
  const { width, height, corners, paper, colours } = lookAt(await machine.picture(name))
  expect([width, height]).toEqual([1280, 800])
  expect(new Set(corners).size).toBe(1)
  expect(corners[0]).not.toBe('0,0,0')
  expect(paper).toBeGreaterThan(0.5)
  expect(colours).toBeGreaterThan(50)
}

beforeAll(async () => {
  machine = await boot(JSON.parse(given))
  await must('mkdir -p /host && mount -t 9p -o trans=virtio,version=9p2000.L,msize=1048576,ro host /host')
})
afterAll(() => machine?.end())

it('installs from the package and makes a kiosk', async () => {
  await must('dpkg -i /host/*.deb')
  expect((await must('id -nG tapsyr')).split(' ').sort()).toEqual([
    'dialout',
    'lp',
    'render',
    'tapsyr',
    'video',
  ])
  expect(await must('stat -c "%U %a" /var/lib/tapsyr/data')).toBe('tapsyr 700')
  expect(await must(`${DEPLOY}/install.sh`)).not.toContain('not installed yet')
  await must('systemd-analyze verify /etc/systemd/system/tapsyr.service')
  await must('mkdir -p /etc/systemd/system/tapsyr.service.d')
  await must(`printf '${SLOW}' >/etc/systemd/system/tapsyr.service.d/slow.conf && systemctl daemon-reload`)
})

it('keeps an update that is newer than the package, and no other', async () => {
  const links = '/var/lib/tapsyr/versions'
  await must(`cd ${links} && ln -s 9.9.9 current && ln -s 0.0.1 previous`)
  await must('/var/lib/dpkg/info/tapsyr.postinst configure 0.1.0')
  expect(await must(`ls ${links}`)).toBe('current')
  await must(`rm ${links}/current`)
})

it('becomes active by the word of the page, and fills the screen', async () => {
  await must('systemctl start tapsyr')
  expect(await must('systemctl is-active tapsyr')).toBe('active')
  await expectFullScreen('wayland')
})

it("runs as its own account in Chromium's sandbox", async () => {
  const status = await must('cat /proc/$(pgrep -u tapsyr -f type=renderer | head -1)/status')
  expect(status).toMatch(/^Seccomp:\s2$/m)
  expect(status).toMatch(/^NoNewPrivs:\s1$/m)
  // A namespace of process ids in another.
  expect(status).toMatch(/^NSpid:\s\d+\s\d+\s\d+$/m)
  expect(await must(`ps -o user= -p $(${PROGRAM})`)).toBe('tapsyr')
  expect(await must('ps -u tapsyr -o args')).not.toMatch(/--no-sandbox/)
})

it('has its lines in the journal, and its devices', async () => {
  expect(await must('journalctl -u tapsyr -o cat --no-pager')).toMatch(/^\{"level":"info"/m)
  const socket = 'socket(S,AF_UNIX,SOCK_STREAM,0); connect(S,sockaddr_un("/run/pcscd/pcscd.comm")) or die'
  await must(`setpriv --reuid=tapsyr --regid=tapsyr --init-groups perl -MSocket -e '${socket}'`)
  await must(`
    mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config
    mkdir /sys/kernel/config/usb_gadget/neo && cd /sys/kernel/config/usb_gadget/neo
    echo 0x0acd >idVendor && echo 0x3530 >idProduct && mkdir -p configs/c.1 functions/hid.0
    echo 64 >functions/hid.0/report_length
    printf '\\006\\000\\377\\011\\001\\241\\001\\011\\002\\025\\000\\046\\377\\000\\165\\010\\225\\100\\201\\002\\300' >functions/hid.0/report_desc
    ln -s functions/hid.0 configs/c.1/ && ls /sys/class/udc | head -1 >UDC`)
  await until('[ "$(stat -c "%G %a" /dev/hidraw0)" = "tapsyr 660" ]')
})

it('is started anew when it hangs', async () => {
  const hung = await now()
  await must(`kill -STOP $(${PROGRAM})`)
  await restarted(1)
  expect(await journal(hung)).toContain('Watchdog timeout')
})

it('lets the terminal write before the screen goes', async () => {
  const start = await now()
  await must('systemctl stop tapsyr')
  const ended = await must('systemctl show tapsyr -p ExecMainStatus -p Result --value | sort | xargs')
  expect(ended).toBe('0 success')
  expect(await journal(start)).not.toMatch(/Assertion|Broken pipe/)
})

it('runs on X as well', async () => {
  await must(`${DEPLOY}/install.sh --x11 && systemctl start tapsyr`)
  expect(await must(`tr '\\0' ' ' </proc/$(${PROGRAM})/cmdline`)).toContain('--ozone-platform=x11')
  await expectFullScreen('x11')
  await must(
    'systemctl stop tapsyr tapsyr-x11; rm /etc/systemd/system/tapsyr.service.d/x11.conf; systemctl daemon-reload',
  )
})

it('waits longer after quick ends, and not after a restart that was asked for', async () => {
  const failing = await now()
  await endsWith(3)
  await must('systemctl --no-block start tapsyr')
  await until('journalctl -u tapsyr --no-pager | grep -q "4 quick ends: waiting 4 s"')
  expect(await journal(failing)).toContain('status=3')
  await must('systemctl stop tapsyr')
  await endsWith(75)
  const asked = await now()
  await must('systemctl --no-block start tapsyr')
  await until('[ "$(systemctl show tapsyr -p NRestarts --value)" -ge 4 ]')
  await must('systemctl stop tapsyr')
  expect(await journal(asked)).not.toContain('quick ends')
})

it('leaves the data when it is taken away', async () => {
  await must(`cp -a ${DEPLOY} /root/deploy && ${DEPLOY}/uninstall.sh && dpkg -r tapsyr`)
  await must('test -s /var/lib/tapsyr/data/recoveries.json && id tapsyr')
  expect((await machine.sh('systemctl cat tapsyr')).status).not.toBe(0)
  expect((await machine.sh('ls /opt/Tapsyr/tapsyr /usr/bin/tapsyr')).status).not.toBe(0)
})

it('switches the computer off when it ends with 79', async () => {
  await must(`mkdir -p /opt/Tapsyr/resources && cp -a /root/deploy ${DEPLOY}`)
  await endsWith(79)
  await must(`${DEPLOY}/install.sh && systemctl --no-block start tapsyr`)
  await machine.off
  expect(machine.isOn()).toBe(false)
})
