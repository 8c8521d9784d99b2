import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { must, ROOT } from '../run.mjs'

const DEVELOPMENT = 'cdx:npm:package:development'

/** A package's name and version, by which npm's list refers to it. */
function refOf(path) {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8'))
  return `${name}@${version}`
}

/**
 * Keeps of npm's list what is in the program, and adds the runtime. Bundled packages are npm's
 * "development" packages, as they need not be installed; here they count like any other.
 */
export function shippedOnly(bom, { shipped, electron, version }) {
  const components = bom.components
    .filter((component) => shipped.includes(component['bom-ref']))
    .map((component) => ({
      ...component,
      properties: component.properties.filter(({ name }) => name !== DEVELOPMENT),
    }))
  const runtime = {
    'bom-ref': `electron@${electron}`,
    type: 'framework',
    name: 'electron',
    version: electron,
    purl: `pkg:npm/electron@${electron}`,
    licenses: [{ license: { id: 'MIT' } }],
  }
  const root = { ...bom.metadata.component, type: 'application', name: 'tapsyr', version }
  const refs = new Set([root['bom-ref'], ...components.map((component) => component['bom-ref'])])
  return {
    ...bom,
    metadata: { ...bom.metadata, component: root },
    components: [...components, runtime],
    dependencies: bom.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) })),
  }
}

/** Writes the list of what the program is made of (CycloneDX 1.5, JSON) to a file. */
export async function writeSbom(file, { packages, electron, version }) {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--loglevel=error']
  const { stdout } = await must('npm sbom', 'npm', args, { cwd: ROOT, quiet: true })
  const bom = shippedOnly(JSON.parse(stdout), { shipped: packages.map(refOf), electron, version })
  writeFileSync(file, `${JSON.stringify(bom, null, 1)}\n`)
}
