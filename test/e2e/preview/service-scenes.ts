import type { ReadySnapshot, Snapshot } from '#renderer/view.ts'
import type { Language } from '#src/language.ts'
import { CLOSED } from './payments.ts'

export const SERVICE_SCENES = [
  'service-gate',
  'service-gate-locked',
  'service-overview',
  'service-closed',
  'service-test',
  'service-devices',
  'service-network',
  'service-trust',
  'service-clock-behind',
  'service-clock-right',
  'service-queue',
  'service-keys',
  'service-rotate',
  'service-back-up',
  'service-configuration',
  'service-config-wrong',
  'service-config-good',
  'service-config-signed',
  'service-config-refused',
  'service-config-layers',
  'service-faults',
  'service-logs',
  'service-update',
  'service-update-refused',
  'setup-shop',
  'setup-payee',
  'setup-token',
  'setup-network',
  'setup-network-good',
  'setup-network-doubtful',
  'setup-network-refused',
  'setup-devices',
  'setup-pin',
  'setup-summary',
  'setup-refused',
  'out-of-service-config',
] as const
export type ServiceScene = (typeof SERVICE_SCENES)[number]

export const SERVICE_SIZES = [
  { width: 1280, height: 800 },
  { width: 800, height: 480 },
  { width: 1080, height: 1920 },
] as const

type Make = (language: Language) => Snapshot

/** A terminal with payments that wait, and one without a configuration. */
export function serviceMakers(
  ready: (language: Language, changes?: Partial<ReadySnapshot>) => ReadySnapshot,
  busy: Partial<ReadySnapshot>,
): Readonly<Record<ServiceScene, Make>> {
  const makerOf = (scene: ServiceScene): Make => {
    if (scene === 'out-of-service-config')
      return (language) => ({
        phase: 'out-of-service',
        language,
        code: 'CONFIG_INVALID',
        detail:
          '/etc/tapsyr/tapsyr.config.json: money.payee: Invalid input: expected string, received undefined; chain.rpcUrls.0: Invalid URL',
      })
    if (scene.startsWith('setup'))
      return (language) => ({ phase: 'out-of-service', language, code: 'SETUP_NEEDED' })
    if (scene === 'service-closed') return (language) => ready(language, { ...busy, closed: CLOSED })
    return (language) => ready(language, busy)
  }
  return Object.fromEntries(SERVICE_SCENES.map((scene) => [scene, makerOf(scene)])) as Record<
    ServiceScene,
    Make
  >
}
