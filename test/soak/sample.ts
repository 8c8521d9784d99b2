import type { CDPSession } from '@playwright/test'
import type { Kiosk } from '#simulator/kiosk.ts'
import { type ProcessSize, processSizes } from './processes.ts'

/** How big the terminal is at one moment. Heaps are measured after their garbage is collected. */
export interface Sample {
  /** Since the run's start. */
  readonly minutes: number
  readonly processes: Readonly<Record<string, ProcessSize>>
  /** Main's, MB: JavaScript in use, all of V8's heap, and what lies outside of it. */
  readonly main: { readonly heapMb: number; readonly heapTotalMb: number; readonly externalMb: number }
  /** Timers, sockets and requests that keep main's event loop busy. */
  readonly handles: number
  readonly page: { readonly heapMb: number; readonly nodes: number; readonly listeners: number }
}

export interface Sampler {
  take(): Promise<Sample>
}

export async function openSampler({ app, page, pid }: Kiosk): Promise<Sampler> {
  const cdp = await app.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const begun = performance.now()
  return {
    async take() {
      const main = await app.evaluate(measureMain)
      return {
        minutes: (performance.now() - begun) / 60_000,
        processes: await processSizes(pid),
        main: {
          heapMb: megabytes(main.heapUsed),
          heapTotalMb: megabytes(main.heapTotal),
          externalMb: megabytes(main.external),
        },
        handles: main.handles,
        page: await measurePage(cdp),
      }
    },
  }
}

/** Runs in main, whose runtime collects garbage for whoever sets this flag and makes a context after it. */
function measureMain() {
  process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
  process.getBuiltinModule('node:vm').runInNewContext('gc')()
  const { heapUsed, heapTotal, external } = process.memoryUsage()
  return { heapUsed, heapTotal, external, handles: process.getActiveResourcesInfo().length }
}

async function measurePage(cdp: CDPSession): Promise<Sample['page']> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { heapMb: megabytes(of('JSHeapUsedSize')), nodes: of('Nodes'), listeners: of('JSEventListeners') }
}

const megabytes = (bytes: number): number => Math.round((bytes / 1_048_576) * 100) / 100
