import { join } from 'node:path'
import { fail, ok, type Result } from '#src/result.ts'
import { compareVersions, isVersion } from '#src/update/version.ts'
import { writeDurably } from '../files/durable.ts'
import { type PlainFiles, syncFolder, unpack } from './unpack.ts'

/**
 * The versions that lie beside each other, as deploy/linux/tapsyr-launch reads them. A folder with a
 * version's name is always whole: it is filled under another name, and renamed when it is on the disk.
 */
export interface Versions {
  /** The newest that was left because it did not pass its self-test; null when there is none above the running one. */
  failed(): Promise<{ readonly version: string; readonly why: string } | null>
  /** Whether that version is not to be tried again. */
  hasFailed(version: string): Promise<boolean>
  /** Unpacks a version beside the others; once is enough. */
  install(version: string, archive: string): Promise<Result<undefined, InstallFault>>
  /** From the next start on it is that version, and the running one is what a failure leads back to. */
  switchTo(version: string): Promise<Result<undefined, 'FILE_WRITE_FAILED'>>
  /** Whether the running version has yet to show that it works. */
  isOnTrial(): Promise<boolean>
  /** The running version has passed its self-test: it is counted no more, and what is older than the one before it goes. */
  proveHealthy(): Promise<void>
}

type InstallFault = 'UPDATE_ARCHIVE_INVALID' | 'FILE_WRITE_FAILED'

export interface VersionsParts {
  /** $TAPSYR_HOME/versions. */
  readonly dir: string
  /** What runs, by its own word. */
  readonly running: string
  /** The folder that the launcher started it from; empty for the installed package. */
  readonly started: string
  readonly files: PlainFiles
  readonly log: (message: string) => void
}

const PROGRAM = 'tapsyr'

export function openVersions({ dir, running, started, files, log }: VersionsParts): Versions {
  const within = (name: string): string => join(dir, name)
  const isThere = (path: string): Promise<boolean> =>
    files.stat(path).then(
      () => true,
      () => false,
    )

  async function linked(name: string): Promise<string | null> {
    const target = await files.readlink(within(name)).catch(() => '')
    return isVersion(target) ? target : null
  }

  /** A link is replaced whole: there is no moment without one. */
  async function link(name: string, version: string): Promise<void> {
    const draft = within(`${name}.new`)
    await files.rm(draft, { force: true })
    await files.symlink(version, draft)
    await files.rename(draft, within(name))
    await syncFolder(dir, files)
  }

  async function failedVersions(): Promise<string[]> {
    const names = await files.readdir(dir).catch(() => [])
    return names
      .flatMap((name) => (name.endsWith('.failed') ? [name.slice(0, -'.failed'.length)] : []))
      .filter((version) => compareVersions(version, running) > 0)
      .sort(compareVersions)
  }

  async function readNote(name: string): Promise<string> {
    const file = await files.open(within(name)).catch(() => undefined)
    const text = (await file?.readFile('utf8').catch(() => '')) ?? ''
    await file?.close()
    return text.trim()
  }

  /** Where the program lies in what was unpacked: at the top, or in the one folder there. */
  async function rootOf(unpacked: string): Promise<string | undefined> {
    const [first, ...others] = await files.readdir(unpacked)
    const candidates = first !== undefined && others.length === 0 ? [join(unpacked, first)] : [unpacked]
    for (const folder of candidates) {
      const found = await files.stat(join(folder, PROGRAM)).catch(() => undefined)
      if (found?.isFile() && (found.mode & 0o100) !== 0) return folder
    }
    return undefined
  }

  async function place(version: string, archive: string): Promise<Result<undefined, InstallFault>> {
    const draft = within('unpacking')
    await files.mkdir(draft, { recursive: true })
    const unpacked = await unpack(archive, draft, files)
    const root = unpacked.ok ? await rootOf(draft) : undefined
    if (root === undefined) {
      await files.rm(draft, { recursive: true, force: true })
      return unpacked.ok ? fail('UPDATE_ARCHIVE_INVALID', `there is no ${PROGRAM} in it`) : unpacked
    }
    await files.rename(root, within(version))
    await syncFolder(dir, files)
    await files.rm(draft, { recursive: true, force: true })
    return ok()
  }

  async function removeOld(): Promise<void> {
    const kept = new Set([started, await linked('previous'), await linked('current')])
    for (const name of await files.readdir(dir)) {
      const [, version = '', state = ''] = /^(\d+\.\d+\.\d+)(\.\w+)?$/.exec(name) ?? []
      const isOld = version !== '' && !kept.has(version) && compareVersions(version, running) < 0
      // Of a version that failed only the word remains, until a newer one runs.
      const isFailed = state === '' && (await isThere(within(`${version}.failed`)))
      if (isOld || (isFailed && version !== started))
        await files.rm(within(name), { recursive: true, force: true })
    }
  }

  return {
    async failed() {
      const version = (await failedVersions()).at(-1)
      return version === undefined ? null : { version, why: await readNote(`${version}.failed`) }
    },
    hasFailed: (version) => isThere(within(`${version}.failed`)),
    async install(version, archive) {
      try {
        // What a kill left of an earlier one.
        await files.rm(within('unpacking'), { recursive: true, force: true })
        return (await isThere(within(version))) ? ok() : await place(version, archive)
      } catch (error) {
        return fail('FILE_WRITE_FAILED', String(error))
      }
    },
    async switchTo(version) {
      try {
        // In this order: a kill in between leaves the running version to start.
        if (started === '') await files.rm(within('previous'), { force: true })
        // One that has yet to show that it works is nothing to go back to: the one before it stays.
        else if (await isThere(within(`${started}.healthy`))) await link('previous', started)
        await link('current', version)
        return ok()
      } catch (error) {
        return fail('FILE_WRITE_FAILED', String(error))
      }
    },
    isOnTrial: async () => started !== '' && !(await isThere(within(`${started}.healthy`))),
    async proveHealthy() {
      if (started === '') return
      // Else somebody packed one version under the name of another, which would be fetched for ever.
      if (started !== running) return log(`version ${started} says it is ${running}: it stays on trial`)
      await writeDurably(within(`${started}.healthy`), '')
      await removeOld().catch((error: unknown) => log(`old versions stay: ${error}`))
    },
  }
}
