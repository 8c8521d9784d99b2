import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { jsonOf } from '../config/mask.ts'
import { writeDurably } from '../files/durable.ts'

const envelope = z.string()
const fileSchema = z.strictObject({
  v: z.literal(1),
  /** By key of the bucket: the newest that was taken, as it came. Of a site that the terminal has left the version is still known. */
  taken: z.record(z.string(), z.strictObject({ version: z.int().min(1), text: envelope })),
  /** Those that were in force when a page last came up. */
  worked: z.record(z.string(), envelope),
  /** So many starts with `taken` have come to no page. */
  tries: z.int().nonnegative(),
  /** By key: the refusal that was last written into the journal. */
  told: z.record(z.string(), z.string()),
})
export type KeptLayers = Omit<z.output<typeof fileSchema>, 'v'>

const NOTHING: KeptLayers = { taken: {}, worked: {}, tries: 0, told: {} }

/** What a terminal keeps of its layers, on disk. */
export interface LayerFile {
  now(): KeptLayers
  /** Resolves when it is on disk, and counts from then on. Rejects when the disk refuses: then all is as it was. */
  change(change: (kept: KeptLayers) => Partial<KeptLayers>): Promise<void>
}

/** A file that cannot be read is begun anew: the fleet has the layers. */
export async function openLayerFile(path: string): Promise<LayerFile> {
  const text = await readFile(path, 'utf8').catch(() => null)
  const { v: _v, ...found } = fileSchema.safeParse(jsonOf(text)).data ?? { v: 1, ...NOTHING }
  let kept: KeptLayers = found
  let last: Promise<unknown> = Promise.resolve()
  return {
    now: () => kept,
    change(change) {
      const written = last.then(async () => {
        const next = { ...kept, ...change(kept) }
        await writeDurably(path, JSON.stringify({ v: 1, ...next }))
        kept = next
      })
      last = written.catch(() => undefined)
      return written
    },
  }
}
