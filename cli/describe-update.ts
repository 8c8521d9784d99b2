import { createHash } from 'node:crypto'

export interface Described {
  readonly version: string
  readonly name: string
  readonly archive: Uint8Array
  readonly percentage: number | undefined
}

/** The channel file of electron-updater's generic provider. JSON is YAML: nothing in it has to be quoted by hand. */
export function describeUpdate({ version, name, archive, percentage }: Described): string {
  const sha512 = createHash('sha512').update(archive).digest('base64')
  const info = {
    version,
    files: [{ url: name, sha512, size: archive.length }],
    path: name,
    sha512,
    ...(percentage === undefined ? {} : { stagingPercentage: percentage }),
    releaseDate: new Date().toISOString(),
  }
  return `${JSON.stringify(info, null, 2)}\n`
}
