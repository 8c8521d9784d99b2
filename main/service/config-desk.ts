import { createHash, randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ReplyOf } from '#src/ipc/contract.ts'
import type { ConfigCandidate, ConfigSignature, LayersDetail } from '#src/ipc/maintenance.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { differencesOf } from '../config/differences.ts'
import { type ConfigFile, configOf, judge, readConfigFile } from '../config/load.ts'
import { maskJson } from '../config/mask.ts'
import { signaturePath } from '../config/paths.ts'
import type { Signing } from '../config/signing.ts'
import { type Content, replaceConfig, rollBackConfig } from '../config/store.ts'
import type { FleetLayers } from '../fleet/layers.ts'
import type { ServiceDialogs } from './dialogs.ts'

/** The configuration file, and one that may take its place. */
export interface ConfigDesk {
  view(): Promise<ReplyOf<'service/config'>>
  /** Lets the person choose a file and looks at it. Null: they chose none. */
  load(): Promise<Result<ConfigCandidate | null>>
  /** Puts the file that was looked at last in place, byte for byte. What it was, in a few letters. */
  apply(id: string): Promise<Result<string>>
  rollBack(): Promise<Result<undefined>>
}

export interface ConfigDeskParts {
  readonly path: string
  readonly userData: string
  readonly signing: Signing
  readonly layers: Pick<FleetLayers, 'state' | 'own' | 'json'>
  readonly dialogs: Pick<ServiceDialogs, 'open'>
}

/** Larger is no configuration. */
const MOST_BYTES = 1_000_000

export function createConfigDesk(parts: ConfigDeskParts): ConfigDesk {
  const { path, userData, signing, dialogs } = parts
  let candidate:
    | { readonly id: string; readonly content: Content; readonly good: Result<unknown> }
    | undefined

  return {
    async view() {
      const file = await readConfigFile(path, signing)
      const { problems } = file
      return {
        ...{ fileName: basename(path), text: shown(file), problems, signature: signatureOf(file) },
        layers: layersOf(parts.layers),
      }
    },
    async load() {
      const chosen = await dialogs.open()
      if (chosen === undefined) return ok(null)
      const text = await readSmall(chosen)
      if (!text.ok) return text
      const beside = await readSmall(signaturePath(chosen))
      const content = { text: text.value, signatures: beside.ok ? beside.value : null }
      const file = {
        path: basename(chosen),
        isAbsent: false,
        ...judge(content.text, content.signatures, signing),
      }
      const id = randomUUID()
      candidate = { id, content, good: configOf(file) }
      const now = await readConfigFile(path, signing)
      return ok({
        ...{ id, fileName: file.path, problems: file.problems, signature: signatureOf(file) },
        differences: differencesOf(parse(now.text ?? '{}'), parse(content.text)),
        mends: !now.signed.ok,
      })
    },
    async apply(id) {
      if (candidate?.id !== id) return fail('CONFIG_CANDIDATE_UNKNOWN')
      const { content, good } = candidate
      if (!good.ok) return good
      const written = await replaceConfig(path, content)
      return written.ok ? ok(fingerprint(content.text)) : written
    },
    rollBack: () => rollBackConfig(path, userData, signing),
  }
}

/** What the fleet says, and which fields of the file it stands above. */
export function layersOf({ state, own, json }: ConfigDeskParts['layers']): LayersDetail | null {
  const layers = state()
  return layers && { ...layers, fields: differencesOf(own, json) }
}

export function signatureOf({ signed }: Pick<ConfigFile, 'signed'>): ConfigSignature | null {
  if (!signed.ok) return { refused: signed.error }
  return signed.value && { key: signed.value.key, version: signed.value.version, refused: null }
}

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** A file that is no JSON is shown by its problems only: nothing in it could be masked. */
function shown({ text }: ConfigFile): string {
  const json = parse(text ?? '')
  return json === undefined ? '' : JSON.stringify(maskJson(json), null, 2)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function readSmall(path: string): Promise<Result<string, 'FILE_READ_FAILED'>> {
  try {
    if ((await stat(path)).size > MOST_BYTES) return fail('FILE_READ_FAILED', 'too large for a configuration')
    return ok(await readFile(path, 'utf8'))
  } catch (error) {
    return fail('FILE_READ_FAILED', String(error))
  }
}
