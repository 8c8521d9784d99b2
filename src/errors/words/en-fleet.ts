import type { ErrorTable } from './table.ts'

/** Of the operator's fleet, and of his orders. */
export const EN_FLEET = {
  FLEET_UNREACHABLE: {
    what: 'The fleet cannot be reached.',
    now: 'Go on selling; check the network.',
  },
  FLEET_REFUSED: {
    what: 'The fleet does not let this terminal in.',
    now: 'Ask the operator for a new key file.',
  },
  FLEET_LEDGER_OLDER: {
    what: 'The disk is older than the fleet remembers.',
    now: 'Nothing: the terminal restarts and begins a new ledger.',
  },
  FLEET_SIGNATURE_INVALID: {
    what: 'An order of the fleet is not signed by the operator.',
    now: 'Nothing changes here. Tell the operator.',
  },
  FLEET_ORDER_INVALID: {
    what: 'An order of the fleet makes no sense here.',
    now: 'Nothing changes here. Tell the operator.',
  },
  FLEET_ORDER_OLDER: {
    what: 'An order of the fleet is older than what counts.',
    now: 'Nothing changes here. Tell the operator.',
  },
  FLEET_ORDER_EXPIRED: {
    what: 'An order of the fleet came too late.',
    now: 'Nothing was done. The operator may send it again.',
  },
  FLEET_ORDER_ELSEWHERE: {
    what: 'An order of the fleet is for another terminal.',
    now: 'Nothing changes here. Tell the operator.',
  },
  FLEET_LAYER_REFUSED: {
    what: 'Settings from the fleet were refused.',
    now: 'Nothing changes here. Tell the operator.',
  },
  FLEET_LAYERS_ABANDONED: {
    what: 'The terminal did not start with settings from the fleet.',
    now: 'It works with those before. Tell the operator.',
  },
  FLEET_ID_TAKEN: {
    what: 'The fleet has another payment by this number.',
    now: 'Nothing: this terminal settles the payment by itself.',
  },
} satisfies Partial<ErrorTable>
