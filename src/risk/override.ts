/** Why somebody sets a limit aside; it is written down with their name. */
export const OVERRIDE_REASONS = ['known-customer', 'checked-otherwise', 'left-contact'] as const
export type OverrideReason = (typeof OVERRIDE_REASONS)[number]
