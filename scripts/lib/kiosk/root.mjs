import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '../cache.mjs'
import { LAB_PATH } from '../lab-packages.mjs'
import { must, ROOT, say } from '../run.mjs'
import { packagesFor } from './parts.mjs'

const CONTROL = join(ROOT, 'packaging/deb/control')
const GUEST = join(ROOT, 'test/kiosk/guest')
const AGENT = 'kiosk-agent.service'
const SIZE = '5G' // sparse: what is not written takes no room

/**
 * A disk image with Debian 12 and the packages that a kiosk needs, without the terminal. Made once and
 * kept beside the lab's kernel; apt checks what it fetches against Debian's signed lists.
 */
export async function kioskRoot() {
  const packages = packagesFor(readFileSync(CONTROL, 'utf8'))
  const agent = ['agent.sh', AGENT].map((file) => readFileSync(join(GUEST, file), 'utf8'))
  const name = createHash('sha256')
    .update(JSON.stringify([packages, agent]))
    .digest('hex')
    .slice(0, 8)
  const shelf = join(cacheFolder(), 'kiosk')
  const image = join(shelf, `debian12-${name}.ext4`)
  if (existsSync(image)) return image
  // What other packages have asked for is of no use any more, and large.
  rmSync(shelf, { recursive: true, force: true })
  const tree = join(shelf, 'tree')
  mkdirSync(shelf, { recursive: true })
  say('Making a Debian 12 with what a kiosk needs (300 MB to fetch, some minutes, once) …')
  const args = ['--mode=root', '--variant=minbase', `--include=${packages.join(',')}`, 'bookworm', tree]
  await must('mmdebstrap', 'mmdebstrap', args, { quiet: true })
  layAgent(tree)
  const draft = `${image}.new`
  const options = { quiet: true, env: { PATH: LAB_PATH } }
  await must(
    'mkfs.ext4',
    'mkfs.ext4',
    ['-q', '-F', '-d', tree, '-E', 'lazy_itable_init=1', draft, SIZE],
    options,
  )
  rmSync(tree, { recursive: true })
  renameSync(draft, image)
  return image
}

/** Who does in the guest what the suites ask for. */
function layAgent(tree) {
  const units = join(tree, 'etc/systemd/system')
  cpSync(join(GUEST, 'agent.sh'), join(tree, 'usr/local/bin/kiosk-agent'))
  chmodSync(join(tree, 'usr/local/bin/kiosk-agent'), 0o755)
  cpSync(join(GUEST, AGENT), join(units, AGENT))
  mkdirSync(join(units, 'multi-user.target.wants'), { recursive: true })
  symlinkSync(`../${AGENT}`, join(units, 'multi-user.target.wants', AGENT))
  writeFileSync(join(tree, 'etc/hostname'), 'kiosk\n')
}
