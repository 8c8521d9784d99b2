/** The technician's pages, in the order of the navigation. */
export const PAGES = [
  'overview',
  'devices',
  'network',
  'trust',
  'queue',
  'keys',
  'configuration',
  'faults',
  'logs',
  'about',
] as const
export type Page = (typeof PAGES)[number]
