import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyFolder } from '../fakes/folder.ts'
import { certify } from './certificate.ts'
import { freePorts } from './free-ports.ts'
import { launchNats } from './nats-program.ts'

/** A server that can be killed, and started again where it was. */
export interface PlacedServer {
  readonly name: string
  readonly url: string
  readonly ca: string
  reload(): Promise<void>
  /** As a power cut does. */
  kill(): Promise<void>
  start(): Promise<void>
}

/** nats.conf with these of its last lines in force, as an operator puts them there. */
export function configure(folder: string, includes: readonly string[]): void {
  const text = includes.reduce(
    (before, name) => before.replace(`# include "${name}"`, `include "${name}"`),
    readFileSync('deploy/fleet/nats.conf', 'utf8'),
  )
  writeFileSync(join(folder, 'nats.conf'), text)
  for (const name of includes) copyFileSync(`deploy/fleet/${name}`, join(folder, name))
}

export async function placed(
  folder: string,
  config: string,
  [port, variables]: readonly [number, Readonly<Record<string, string>>],
): Promise<PlacedServer> {
  const ca = join(folder, 'cert.pem')
  const { TAPSYR_FLEET_NAME: name = 'one' } = variables
  const launch = () =>
    launchNats(folder, config, {
      TAPSYR_FLEET_NAME: name,
      TAPSYR_FLEET_LISTEN: `127.0.0.1:${port}`,
      TAPSYR_FLEET_CERT: ca,
      TAPSYR_FLEET_KEY: join(folder, 'key.pem'),
      ...variables,
    })
  let running = await launch()
  return {
    ...{ name, url: `tls://localhost:${port}`, ca },
    reload: () => running.reload(),
    kill: () => running.end('SIGKILL'),
    async start() {
      running = await launch()
    },
  }
}

/** The fleet's server, in a folder with its members, and a station's in front of it. */
export async function startStation(folder: string, site: string) {
  const [port = 0, stationsPort = 0, leafPort = 0] = await freePorts(3)
  certify(folder)
  configure(folder, ['stations.conf'])
  const hub = await placed(folder, 'nats.conf', [
    port,
    { TAPSYR_FLEET_STORE: join(folder, 'store'), TAPSYR_FLEET_STATIONS: `127.0.0.1:${stationsPort}` },
  ])

  const own = emptyFolder()
  certify(own)
  copyFileSync('deploy/fleet/leaf.conf', join(own, 'leaf.conf'))
  const takeMembers = () => copyFileSync(join(folder, 'stations', `${site}.conf`), join(own, 'users.conf'))
  takeMembers()
  const password = readFileSync(join(folder, 'keys', `station.${site}.nk`), 'utf8')
  const upstream = `tls://station.${site}:${password}@localhost:${stationsPort}`
  const leaf = await placed(own, 'leaf.conf', [
    leafPort,
    {
      TAPSYR_FLEET_NAME: site,
      TAPSYR_FLEET_UPSTREAM: `["${upstream}"]`,
      TAPSYR_FLEET_UPSTREAM_CA: join(folder, 'cert.pem'),
    },
  ])
  return {
    ...{ hub, leaf, upstream },
    /** Both servers know whoever was enrolled or dismissed meanwhile: the rights of a leaf node are as it came in. */
    async reload() {
      takeMembers()
      await hub.reload()
      await leaf.kill()
      await leaf.start()
    },
  }
}

/** Three servers with the members of this folder. */
export async function startCluster(folder: string): Promise<PlacedServer[]> {
  const names = ['fleet-1', 'fleet-2', 'fleet-3']
  const ports = await freePorts(2 * names.length)
  const routesPorts = ports.slice(names.length)
  certify(folder)
  configure(folder, ['cluster.conf'])
  const ca = join(folder, 'cert.pem')
  const routes = routesPorts.map((port) => `tls://localhost:${port}`)
  return Promise.all(
    names.map((name, i) =>
      placed(folder, 'nats.conf', [
        ports[i] ?? 0,
        {
          TAPSYR_FLEET_NAME: name,
          TAPSYR_FLEET_STORE: join(folder, name),
          TAPSYR_FLEET_CLUSTER: `127.0.0.1:${routesPorts[i]}`,
          TAPSYR_FLEET_ROUTES: JSON.stringify(routes),
          TAPSYR_FLEET_CLUSTER_CA: ca,
          TAPSYR_FLEET_CLUSTER_CERT: ca,
          TAPSYR_FLEET_CLUSTER_KEY: join(folder, 'key.pem'),
        },
      ]),
    ),
  )
}
