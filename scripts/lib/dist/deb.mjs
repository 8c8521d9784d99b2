import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, ROOT, run } from '../run.mjs'

const FOLDER = join(ROOT, 'packaging/deb')
const PLACE = 'opt/Tapsyr'
/** Account, folders and rights for devices: harmless anywhere. What makes a kiosk is install.sh's. */
const SYSTEM = join(ROOT, 'deploy/linux/system/usr')

/** Who answers for the package, as Debian's own tools are told: whoever builds it. Nobody's address is made up. */
const maintainer = ({ DEBFULLNAME: name = 'Tapsyr maintainers', DEBEMAIL: email } = process.env) =>
  email ? `${name} <${email}>` : name

/** Lays out what is to lie under the system's root. Hard links: the folder is as large as a film. */
async function layOut(root, folder, { version, sizeKib }) {
  for (const path of ['DEBIAN', 'opt', 'usr/share/applications', 'usr/share/icons/hicolor/scalable/apps'])
    mkdirSync(join(root, path), { recursive: true, mode: 0o755 })
  await must('cp', 'cp', ['-a', folder, join(root, PLACE)], { quiet: true })
  const control = readFileSync(join(FOLDER, 'control'), 'utf8')
    .replace('@VERSION@', version.replace('-', '~'))
    .replace('@SIZE@', sizeKib)
    .replace('@MAINTAINER@', maintainer())
  writeFileSync(join(root, 'DEBIAN/control'), control)
  for (const script of ['postinst', 'postrm'])
    cpSync(join(FOLDER, script), join(root, 'DEBIAN', script), { mode: 0 })
  cpSync(join(FOLDER, 'tapsyr.desktop'), join(root, 'usr/share/applications/tapsyr.desktop'))
  cpSync(join(FOLDER, 'tapsyr.svg'), join(root, 'usr/share/icons/hicolor/scalable/apps/tapsyr.svg'))
  cpSync(SYSTEM, join(root, 'usr'), { recursive: true })
}

/**
 * The Debian package, by the system's own dpkg-deb: electron-builder's way needs fpm, which no
 * distribution has and not every machine can download.
 */
export async function makeDeb({ folder, version, output }) {
  if ((await run('dpkg-deb', ['--version'], { quiet: true })).code !== 0)
    return { skipped: 'dpkg-deb is not here; Debian and Ubuntu have it' }
  const root = mkdtempSync(join(tmpdir(), 'tapsyr-deb-'))
  try {
    const { stdout } = await must('du', 'du', ['-sk', folder], { quiet: true })
    await layOut(root, folder, { version, sizeKib: stdout.split('\t')[0] })
    const file = join(output, `tapsyr_${version}_amd64.deb`)
    // Debian 12 and Ubuntu 22.04 unpack it; xz takes minutes for little less.
    const args = ['-Zzstd', '-z9', '--root-owner-group', '--build', root, file]
    await must('dpkg-deb', 'dpkg-deb', args, { quiet: true })
    return { file }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
