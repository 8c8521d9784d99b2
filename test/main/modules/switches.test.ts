import { expect, it } from 'vitest'
import { refusedSwitches } from '#main/modules/switches.ts'

const user = { isRoot: false }

it('takes what an operator starts a terminal with', () => {
  const args = [
    '--kiosk',
    '--config=/etc/tapsyr.json',
    '--operator=/etc/tapsyr/operator.json',
    '--user-data-dir=/var/lib/tapsyr/data',
    '--disable-gpu',
  ]
  expect(refusedSwitches([...args, '--ozone-platform=wayland', '--'], user)).toEqual([])
})

it.each([
  ['--remote-debugging-port=9222', 'remote-debugging-port'],
  ['--remote-debugging-pipe', 'remote-debugging-pipe'],
  ['--inspect', 'inspect'],
  ['--inspect-brk=0', 'inspect-brk'],
  ['--ignore-certificate-errors', 'ignore-certificate-errors'],
  ['--ignore-certificate-errors-spki-list=AAAA', 'ignore-certificate-errors-spki-list'],
  ['--disable-web-security', 'disable-web-security'],
  ['--load-extension=/tmp/x', 'load-extension'],
  ['--host-rules=MAP * evil', 'host-rules'],
  ['--proxy-server=evil:1', 'proxy-server'],
  ['--js-flags=--expose-gc', 'js-flags'],
  ['--gpu-launcher=/bin/sh', 'gpu-launcher'],
  ['--renderer-cmd-prefix=/bin/sh', 'renderer-cmd-prefix'],
  ['--no-sandbox', 'no-sandbox'],
  ['-remote-debugging-port=9222', 'remote-debugging-port'],
  ['-r', 'r'],
])('refuses %s', (arg, name) => {
  expect(refusedSwitches(['--kiosk', arg], user)).toEqual([name])
})

it('lets root do without the sandbox, which does not start for root', () => {
  expect(refusedSwitches(['--no-sandbox', '--inspect'], { isRoot: true })).toEqual(['inspect'])
})
