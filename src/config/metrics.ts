import { z } from 'zod'

/** Figures for the operator's Prometheus. With neither, none are given. */
export const metricsSchema = z.strictObject({
  /** Written anew every 15 seconds, for node-exporter's textfile collector; its name ends in ".prom". */
  file: z
    .string()
    .regex(/\.prom$/, 'its name must end in .prom')
    .optional(),
  /** Answered at http://127.0.0.1:<port>/metrics, to this machine alone. */
  port: z.int().min(1024).max(65_535).optional(),
})
export type MetricsConfig = z.output<typeof metricsSchema>
