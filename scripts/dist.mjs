import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { build } from './lib/build.mjs'
import { main, must, ROOT, say } from './lib/run.mjs'
import { setUp } from './lib/setup.mjs'

const HELP = `Usage: npm run dist [-- --dir] [-- TARGET …]

Packs the terminal for an operator's machines, into dist/:

  linux-unpacked   the program's folder; --dir makes nothing else
  tar.gz, deb      by the system's tar and dpkg-deb
  AppImage, nsis   by electron-builder, where it can download its tools; nsis on Windows only

Beside the packages lie SHA256SUMS and a list of what is inside (SBOM, CycloneDX).
A target that cannot be made here is skipped, with the reason.`

async function sha256(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`

async function report(files) {
  const sums = []
  for (const file of files) {
    const sum = await sha256(file)
    sums.push(`${sum}  ${basename(file)}`)
    console.log(`${relative(ROOT, file)}  ${megabytes(statSync(file).size)}\n  sha256 ${sum}`)
  }
  return sums
}

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(HELP)
    return 0
  }
  const { runtime } = await setUp({ display: false })
  // Imported late: they use npm packages.
  const { DIST, packFolder } = await import('./lib/dist/pack.mjs')
  const { TARGETS } = await import('./lib/dist/targets.mjs')
  const names = TARGETS.map(({ name }) => name)
  const wanted = args.filter((arg) => arg !== '--dir')
  if (wanted.some((name) => !names.includes(name))) {
    console.log(HELP)
    return 1
  }
  rmSync(DIST, { recursive: true, force: true })
  mkdirSync(DIST, { recursive: true })
  await build()
  const folder = await packFolder(runtime)
  const { stdout } = await must('du', 'du', ['-sb', folder], { quiet: true })
  console.log(`${relative(ROOT, folder)}  ${megabytes(Number(stdout.split('\t')[0]))}`)
  if (args.includes('--dir')) return 0

  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const { writeSbom } = await import('./lib/dist/sbom.mjs')
  const { shippedPackages } = await import('./lib/dist/contents.mjs')
  const files = []
  for (const { name, make } of TARGETS) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    say(`Making the ${name} …`)
    const made = await make({ folder, version, runtime, output: DIST })
    if (made.file) files.push(made.file)
    else console.log(`skipped: ${name}: ${made.skipped}`)
  }
  const bom = join(DIST, `tapsyr-${version}.cdx.json`)
  await writeSbom(bom, { packages: shippedPackages(folder), electron: runtime.version, version })
  const sums = await report([...files, bom])
  writeFileSync(join(DIST, 'SHA256SUMS'), `${sums.join('\n')}\n`)
  return 0
})
