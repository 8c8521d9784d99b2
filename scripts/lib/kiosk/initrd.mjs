import { chmodSync, cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findCommand } from '../lab-packages.mjs'
import { must, ROOT } from '../run.mjs'

const FOLDERS = ['bin', 'modules', 'proc', 'sys', 'dev', 'root']

/** A first file system in memory: busybox, the modules, and what hands over to the disk. */
export async function kioskInitrd(kernel, folder) {
  const tree = join(folder, 'initrd')
  const file = join(folder, 'initrd.gz')
  rmSync(tree, { recursive: true, force: true })
  for (const name of FOLDERS) mkdirSync(join(tree, name), { recursive: true })
  cpSync(findCommand('busybox'), join(tree, 'bin/busybox'))
  cpSync(join(ROOT, 'test/kiosk/guest/init.sh'), join(tree, 'init'))
  chmodSync(join(tree, 'init'), 0o755)
  cpSync(kernel, join(tree, 'modules'), { recursive: true, filter: (path) => !path.endsWith('vmlinuz') })
  const pack = `find . | cpio -o -H newc --quiet | gzip -1 > '${file}'`
  await must('Packing the guest', 'sh', ['-c', pack], { cwd: tree, quiet: true })
  rmSync(tree, { recursive: true, force: true })
  return file
}
