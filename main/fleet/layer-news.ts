import type { Failure } from '#src/result.ts'
import type { Faults } from '../service/faults.ts'
import type { LayerRefusal } from './choose-layers.ts'
import type { LayerFile } from './layer-file.ts'

/** What the technician and the operator are told of layers. */
export interface LayerNews {
  /** Into the journal and among the faults once for the same version and reason, over restarts too. */
  refused(refusal: LayerRefusal): Promise<void>
  /** The terminal did not come up with these. */
  abandoned(versions: string, starts: number): Promise<void>
  /** Nothing is wrong under this key any more. */
  cleared(key: string): void
  said(detail: string): Promise<void>
  /** The last that was refused and not mended. */
  open(): Failure | null
  /** Whom to tell, also what was before there was anybody. */
  tellTo(note: Tell): void
}

/** Writes a note into the journal. */
type Tell = (detail: string) => Promise<unknown>

export interface NewsParts {
  readonly disk: LayerFile
  readonly faults: Pick<Faults, 'note' | 'clear'>
  readonly log: (message: string) => void
}

/** What a journal takes of a note. */
const LONGEST = 400

export function createLayerNews({ disk, faults, log }: NewsParts): LayerNews {
  const open = new Map<string, Failure>()
  const pending: string[] = []
  let tell: Tell | undefined

  async function said(detail: string): Promise<void> {
    log(detail)
    if (tell) await tell(detail.slice(0, LONGEST))
    else pending.push(detail.slice(0, LONGEST))
  }

  async function once(key: string, news: string, { code, detail = '' }: Failure): Promise<void> {
    // The newest is the last.
    open.delete(key)
    open.set(key, { code, detail })
    if (disk.now().told[key] === news) return
    faults.clear('fleet-layer')
    faults.note('fleet-layer', code, detail)
    await disk
      .change(({ told }) => ({ told: { ...told, [key]: news } }))
      .catch((error: unknown) => log(`that a layer was refused is not kept: ${error}`))
    await said(detail)
  }

  return {
    refused({ key, failure, version }) {
      const of = version === undefined ? key : `${key} version ${version}`
      const detail = `${of} refused: ${failure.code} ${failure.detail ?? ''}`.trim()
      return once(key, `${version ?? '?'} ${failure.code}`, { code: 'FLEET_LAYER_REFUSED', detail })
    },
    abandoned: (versions, starts) =>
      once('set', versions, {
        code: 'FLEET_LAYERS_ABANDONED',
        detail: `set aside: ${versions}; ${starts} starts came to no page, a new version is tried again`,
      }),
    cleared: (key) => void open.delete(key),
    said,
    open: () => [...open.values()].at(-1) ?? null,
    tellTo(note) {
      tell = note
      void Promise.all(pending.splice(0).map(note))
    },
  }
}
