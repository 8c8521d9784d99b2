import { randomBytes as systemRandom } from 'node:crypto'
import type { ConfigProblem } from '#src/ipc/maintenance.ts'
import type { SetupProposal } from '#src/ipc/setup.ts'
import { checkJson } from '../config/check.ts'
import { hashPin } from '../staff/pins.ts'

const PIN = /^\d{4,8}$/

/** The configuration that a proposal means, as the text of its file; or what is wrong with it. `devices`: the chosen ones. */
export async function configFrom(
  proposal: SetupProposal,
  devices: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly text: string; readonly problems: readonly ConfigProblem[] }> {
  const { terminal, shop, languages, asset, domain, payee, rpcUrls, servicePin } = proposal
  const problems: ConfigProblem[] = []
  if (!PIN.test(servicePin))
    problems.push({ path: 'service.pin', kind: 'format', text: 'must be 4 to 8 digits' })
  const json = {
    ...{ terminal, shop, languages },
    money: { asset, domain, payee },
    chain: { rpcUrls },
    service: { pin: await hashPin(servicePin) },
    ...(Object.keys(devices).length > 0 ? { devices } : {}),
  }
  problems.push(...checkJson(json).problems)
  return { text: `${JSON.stringify(json, null, 2)}\n`, problems }
}

/** Part of every nonce, so it must be this terminal's alone: forty random bits do for any shop. */
export const suggestId = (randomBytes: (n: number) => Uint8Array = systemRandom): string =>
  `tapsyr-${Buffer.from(randomBytes(5)).toString('hex')}`
