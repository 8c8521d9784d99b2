import { hashPin } from '#main/staff/pins.ts'
import type { StaffMember } from '#src/config/staff.ts'

export const member = async (
  id: string,
  pin: string,
  more: Partial<StaffMember> = {},
): Promise<StaffMember> => ({ id, name: id, role: 'cashier', pin: await hashPin(pin), ...more })
