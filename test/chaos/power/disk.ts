import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** An ext4 file system in a file, which can lose its power. */
export interface Disk {
  /** Where it is mounted. */
  readonly folder: string
  /**
   * Everything that the system had not yet written to it is gone, and the file system is mounted
   * again as after a power cut: by its own journal. Nobody may be writing any more.
   */
  cutPower(): Promise<void>
}

/** Room for some lives of a profile; it is sparse, so that it costs what is in it. */
const BYTES = 256 * 1024 * 1024

/** Does something with a disk that is new, and gone afterwards. */
export async function onNewDisk<T>(task: (disk: Disk) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'tapsyr-power-'))
  const image = join(dir, 'disk.img')
  const folder = join(dir, 'disk')
  let mounted = false

  async function mount(): Promise<void> {
    await exec('mount', ['-o', 'loop', image, folder])
    mounted = true
  }
  async function unmount(): Promise<void> {
    if (mounted) await exec('umount', [folder])
    mounted = false
  }
  // The copy is what the device itself had got. It is the state of one moment: nobody writes, and the file
  // system by itself commits what came after the last sync only seconds later.
  async function cutPower(): Promise<void> {
    const copy = `${image}.copy`
    await exec('cp', ['--sparse=always', '--reflink=never', image, copy])
    await unmount()
    await rename(copy, image)
    await mount()
  }

  try {
    await mkdir(folder)
    await writeFile(image, '')
    await truncate(image, BYTES)
    await exec('mkfs.ext4', ['-q', '-F', image])
    await mount()
    return await task({ folder, cutPower })
  } finally {
    await unmount()
    await rm(dir, { recursive: true })
  }
}
