/** The technician's screens. */
export const SERVICE_EN = {
  'service.title': 'Maintenance',
} as const
