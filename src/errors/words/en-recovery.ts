import type { ErrorTable } from './table.ts'

/** What the terminal has mended by itself. */
export const EN_RECOVERY = {
  PAGE_GONE: {
    what: 'The screen’s program stopped and was started anew.',
    now: 'If it happens daily, save the diagnostics for support.',
  },
  PAGE_HUNG: {
    what: 'The screen did not answer and was started anew.',
    now: 'If it happens daily, save the diagnostics for support.',
  },
  PAGE_MEMORY: {
    what: 'The screen ran out of memory and was started anew.',
    now: 'If it happens daily, save the diagnostics for support.',
  },
  PAGE_FAILING: {
    what: 'The screen stops again and again. Payments are kept.',
    now: 'It tries again by itself. If that does not help, restart it.',
  },
  GPU_GONE: {
    what: 'The graphics process stopped and was started anew.',
    now: 'If it happens daily, update the graphics driver.',
  },
  HELPER_GONE: {
    what: 'A helper process stopped and was started anew.',
    now: 'If it happens daily, save the diagnostics for support.',
  },
  PROGRAM_KILLED: {
    what: 'The terminal ended without being shut down.',
    now: 'Check its power supply. Payments are kept.',
  },
  PROFILE_RENEWED: {
    what: 'Damaged files of the screen were begun anew.',
    now: 'If it happens again, check or change the disk.',
  },
} as const satisfies Partial<ErrorTable>
