import { resolve } from 'node:path'
import type { LayerPlace } from '#src/fleet/layer.ts'
import { parsed, type Wrong, wrong } from '../command-line.ts'
import { folderOf, isName, noName } from './subcommand.ts'

export type ConfigTask =
  | { readonly kind: 'show'; readonly place: LayerPlace; readonly folder: string }
  | {
      readonly kind: 'put'
      readonly place: LayerPlace
      readonly folder: string
      /** The patch. */
      readonly file: string
      readonly key: string
      /** The configuration of a terminal that is to take it. */
      readonly against: string | null
    }

export const CONFIG_HELP = `  npm run fleet -- config SITE TERMINAL|--site SITE|--fleet --file PATCH.json --key FILE --in FOLDER
                          gives out a layer of configuration (docs/fleet.md), signed with a key of
                          npm run sign-config; the file is the whole layer, {} withdraws it
       --against CONFIG.json  only if this terminal's configuration is valid with it
       --show                 what is there now, instead of --file and --key`

/** What the command line asks for. `cwd`: what its paths start from. */
export function readConfigTask(args: readonly string[], cwd: string): ConfigTask | Wrong {
  const read = parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      in: { type: 'string' },
      site: { type: 'string' },
      fleet: { type: 'boolean', default: false },
      file: { type: 'string' },
      key: { type: 'string' },
      against: { type: 'string' },
      show: { type: 'boolean', default: false },
    },
  })
  if (typeof read === 'string') return wrong(read)
  const { file, key, against, show, ...values } = read.values
  const place = placeOf(read.positionals, values)
  if ('why' in place) return place
  const folder = folderOf(values.in, cwd)
  if (typeof folder !== 'string') return folder
  if (show && (file ?? key ?? against) !== undefined) return wrong('--show goes alone.')
  if (show) return { kind: 'show', place, folder }
  if (file === undefined) return wrong('Name the patch with --file, or say --show.')
  if (key === undefined) return wrong("Name the operator's key with --key.")
  const path = (name: string) => resolve(cwd, name)
  return {
    ...{ kind: 'put', place, folder, file: path(file), key: path(key) },
    against: against === undefined ? null : path(against),
  }
}

const CLUMSY = 'Name a site and a terminal, or --site SITE or --fleet alone.'

function placeOf(
  names: readonly string[],
  { site, fleet }: { readonly site?: string; readonly fleet: boolean },
): LayerPlace | Wrong {
  const unfit = [...names, ...(site === undefined ? [] : [site])].find((each) => !isName(each))
  if (unfit !== undefined) return noName(unfit)
  const [of, terminal] = names
  const ways = Number(names.length > 0) + Number(site !== undefined) + Number(fleet)
  if (ways !== 1 || names.length > 2) return wrong(CLUMSY)
  if (fleet) return { level: 'fleet' }
  if (site !== undefined) return { level: 'site', site }
  return of === undefined || terminal === undefined
    ? wrong(CLUMSY)
    : { level: 'terminal', site: of, terminal }
}
