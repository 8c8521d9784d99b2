import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { readTar } from '#main/update/tar.ts'
import { fail, ok, type Result } from '#src/result.ts'

/**
 * Which version the program in an archive says it is, read as a terminal unpacks it. An archive that every
 * terminal would refuse, or start three times in vain, is not to be signed.
 */
export async function archivedVersion(
  archive: string,
): Promise<Result<string, 'UPDATE_ARCHIVE_INVALID' | 'FILE_READ_FAILED'>> {
  let hasProgram = false
  let version: string | undefined
  const file = createReadStream(archive)
  try {
    // An error of the file would not reach the end of the pipe by itself.
    const unzipped = file.on('error', (error) => unzipped.destroy(error)).pipe(createGunzip())
    for await (const { path, isExecutable, content } of readTar(unzipped)) {
      if (/^([^/]+\/)?tapsyr$/.test(path)) hasProgram = isExecutable
      if (/^([^/]+\/)?resources\/app\.asar$/.test(path)) version = versionIn(await buffer(content))
    }
  } catch (error) {
    const isOfFile = error instanceof Error && 'syscall' in error
    return fail(isOfFile ? 'FILE_READ_FAILED' : 'UPDATE_ARCHIVE_INVALID', String(error))
  } finally {
    file.destroy()
  }
  return hasProgram && version !== undefined
    ? ok(version)
    : fail('UPDATE_ARCHIVE_INVALID', 'there is no terminal in it')
}

/**
 * Out of package.json in an asar archive: a pickle with the header's size at 4, the length of its JSON at 12 and that
 * JSON at 16; offsets of files count from behind the header (github.com/electron/asar, "Format").
 */
function versionIn(asar: Buffer): string {
  const header = JSON.parse(asar.toString('utf8', 16, 16 + asar.readUInt32LE(12)))
  const { offset, size } = header.files['package.json']
  const at = 8 + asar.readUInt32LE(4) + Number(offset)
  return String(JSON.parse(asar.toString('utf8', at, at + Number(size))).version)
}
