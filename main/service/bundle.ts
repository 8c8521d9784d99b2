import { readFile } from 'node:fs/promises'
import { arch, platform, release } from 'node:os'
import { join } from 'node:path'
import type { Result } from '#src/result.ts'
import { readConfigFile } from '../config/load.ts'
import { jsonOf, maskJson, secretsIn } from '../config/mask.ts'
import { type CrashFile, crashFolder, listCrashes } from '../crashes/crash-files.ts'
import type { BasicParts } from './basics.ts'
import { layersOf, signatureOf } from './config-desk.ts'
import { bundleText, writeBundle } from './diagnostics.ts'
import { measureStorage } from './storage.ts'

/** So much of what was logged, also before this start, and of what was decided about cards. */
const TAIL = 200_000

export type DiagnosticsParts = Pick<
  BasicParts,
  | 'configPath'
  | 'signing'
  | 'layers'
  | 'userData'
  | 'faults'
  | 'logger'
  | 'metrics'
  | 'version'
  | 'updates'
  | 'now'
  | 'more'
>

/** Writes them where the person chooses; null when they choose nothing. */
export async function exportDiagnostics(parts: BasicParts): Promise<Result<string | null>> {
  const day = new Date(parts.now()).toISOString().slice(0, 10)
  return writeBundle(parts.dialogs, `tapsyr-diagnostics-${day}.json`, () => diagnosticsText(parts))
}

/**
 * All that somebody far away needs to see what is wrong, without a secret, as JSON. A process' dump is named only: it
 * is memory, which may hold a key.
 */
export async function diagnosticsText(parts: DiagnosticsParts): Promise<string> {
  const { configPath, signing, layers, userData, faults, logger, metrics, version, updates, now } = parts
  const file = await readConfigFile(configPath, signing)
  const json = jsonOf(file.text)
  return bundleText(
    {
      at: now(),
      version,
      versions: process.versions,
      system: { platform: platform(), release: release(), arch: arch() },
      config: maskJson(json),
      configProblems: file.problems,
      configSignature: signatureOf(file),
      configLayers: layersOf(layers),
      storage: await measureStorage(userData),
      ...(await parts.more()),
      faults: faults.all(),
      crashes: await Promise.all((await listCrashes(crashFolder(userData))).map(tellOf)),
      metrics: (await metrics.text()).split('\n'),
      updates: updates?.state() ?? null,
      decisions: await tailOf(join(userData, 'decisions.jsonl')),
      log: logger.records(0),
      logFile: await tailOf(join(userData, 'logs', 'tapsyr.log')),
    },
    [...secretsIn(json), ...secretsIn(layers.json)],
  )
}

async function tellOf({ path, ...crash }: CrashFile) {
  if (crash.kind === 'dump') return crash
  return { ...crash, bug: jsonOf(await readFile(path, 'utf8').catch(() => null)) }
}

/** The last whole lines of a file; none where there is no such file. */
async function tailOf(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const lines = text.slice(-TAIL).trim().split('\n')
  return text.length > TAIL ? lines.slice(1) : lines
}
