import { EN_DEVICES } from './en-devices.ts'
import { EN_FLEET } from './en-fleet.ts'
import { EN_RECOVERY } from './en-recovery.ts'
import { EN_UPDATES } from './en-updates.ts'
import type { ErrorTable } from './table.ts'

export const EN: ErrorTable = {
  ...EN_DEVICES,

  SALE_AMOUNT_INVALID: { what: 'This amount cannot be charged.', now: 'Enter an amount within the limit.' },
  SALE_CANCELLED: { what: 'The sale was cancelled.', now: 'Start a new sale when you are ready.' },
  SALE_UNKNOWN: { what: 'This sale is no longer open.', now: 'Start the sale again.' },
  SALE_OPEN: {
    what: 'A sale is under way.',
    now: 'Finish or cancel it first.',
  },
  RECEIPT_UNKNOWN: { what: 'There is no payment with this receipt.', now: 'Check the receipt number.' },

  STAFF_SIGN_IN_FIRST: {
    what: 'Nobody is signed in.',
    now: 'Sign in with your PIN or staff card.',
  },
  STAFF_PIN_WRONG: {
    what: 'This PIN is not known.',
    now: 'Enter it once more.',
  },
  STAFF_LOCKED: {
    what: 'Too many wrong PINs.',
    now: 'Wait until the time shown, or use a staff card.',
  },
  STAFF_CARD_UNKNOWN: {
    what: 'This is nobody’s staff card.',
    now: 'Use your own staff card, or your PIN.',
  },
  STAFF_FORBIDDEN: {
    what: 'You may not do this alone.',
    now: 'Ask somebody who may to enter their PIN.',
  },
  SHIFT_CLOSED: {
    what: 'No shift is open.',
    now: 'Open a shift first.',
  },
  SHIFT_OPEN: {
    what: 'A shift is open already.',
    now: 'Close it first.',
  },
  SHIFT_OTHERS: {
    what: 'This shift is somebody else’s.',
    now: 'They close it, or a supervisor does.',
  },
  REPORT_UNKNOWN: {
    what: 'There is no such report.',
    now: 'Choose one from the list.',
  },

  ORDER_INVALID: {
    what: 'The order does not add up.',
    now: 'Put the goods in once more.',
  },
  RATE_UNKNOWN: {
    what: 'The exchange rate is not known yet.',
    now: 'Connect the network, or ask a technician.',
  },
  RATE_EXPIRED: {
    what: 'The exchange rate is too old.',
    now: 'Connect the network, or ask a technician.',
  },
  RATE_CHANGED: {
    what: 'The exchange rate has changed.',
    now: 'Look at the new amount and charge again.',
  },
  PAYMENT_UNKNOWN: {
    what: 'This payment is not known here.',
    now: 'Look for it on the terminal that took it.',
  },
  VOID_TOO_LATE: {
    what: 'This payment has been sent already.',
    now: 'Make a return instead.',
  },
  CARD_OTHER: {
    what: 'This is not the card that paid.',
    now: 'Hold the card that paid, or go on without it.',
  },
  REFUND_NOT_YET: {
    what: 'This payment is not settled yet.',
    now: 'Void it, or wait until it is settled.',
  },
  REFUND_TOO_MUCH: {
    what: 'More than was paid cannot be returned.',
    now: 'Enter a smaller amount.',
  },
  REFUND_WALLET_ABSENT: {
    what: 'This terminal has no refund wallet.',
    now: 'Ask the owner to return the money.',
  },
  REFUND_ASK_UNKNOWN: {
    what: 'This return is no longer waiting.',
    now: 'Look at the list again.',
  },

  CARD_DENIED: {
    what: 'This card is blocked here.',
    now: 'Use another card, or ask the staff.',
  },
  DEBT_OWED: {
    what: 'An earlier payment with this card is unpaid.',
    now: 'Top the card up, then tap it again.',
  },
  TICKET_INVALID: {
    what: 'This is no valid ticket.',
    now: 'Scan it once more.',
  },
  TICKET_EXPIRED: {
    what: 'This ticket is no longer valid.',
    now: 'A new one is needed.',
  },
  TICKET_KEY_UNKNOWN: {
    what: 'The terminal that sold it is not known.',
    now: 'Load the newest key list.',
  },

  CARD_NO_FUNDS: { what: 'There is not enough money on this card.', now: 'Top it up, or use another card.' },
  CLOCK_BEHIND: {
    what: 'The terminal’s clock is behind: offline it takes nothing.',
    now: 'Connect the network, or call your technician.',
  },
  RISK_OFFLINE_TOO_LONG: {
    what: 'The terminal has been offline for too long.',
    now: 'Connect the network, then tap again.',
  },
  RISK_EXPOSURE: {
    what: 'Too much is waiting that was taken offline.',
    now: 'Connect the network, then tap again.',
  },
  RISK_FLOOR: {
    what: 'This amount is too high without a network.',
    now: 'Connect the network, or pay another way.',
  },
  RISK_CARD_SUM: {
    what: 'This card has paid as much offline as it may.',
    now: 'Use another card, or connect the network.',
  },
  RISK_CARD_COUNT: {
    what: 'This card has paid offline too often.',
    now: 'Use another card, or connect the network.',
  },
  RISK_CONSECUTIVE: {
    what: 'This card’s earlier payments have to arrive first.',
    now: 'Use another card, or connect the network.',
  },
  RISK_SELECTED_ONLINE: {
    what: 'This payment was chosen for a check online.',
    now: 'Connect the network, or use another card.',
  },

  CERTIFICATE_INVALID: {
    what: 'The card’s certificate does not belong to it.',
    now: 'Treat it as an unknown card.',
  },
  CERTIFICATE_ISSUER_UNKNOWN: {
    what: 'The card’s certificate is from an unknown issuer.',
    now: 'Check the issuers in the configuration.',
  },
  CERTIFICATE_EXPIRED: {
    what: 'The card’s certificate is not valid now.',
    now: 'Ask the card’s issuer for a new one.',
  },
  DENY_LIST_INVALID: {
    what: 'The new deny list cannot be read.',
    now: 'The last good one counts. Get the list again.',
  },
  DENY_LIST_SIGNER_UNKNOWN: {
    what: 'The new deny list is not signed by your operator.',
    now: 'The last good one counts. Check who made the list.',
  },
  DENY_LIST_OLD: {
    what: 'The deny list at the source is older than this one.',
    now: 'This one counts. Check the source.',
  },
  DENY_LIST_GAP: {
    what: 'A deny list between this one and the new one is missing.',
    now: 'The last good one counts. Load the full list.',
  },

  SERVICE_LOCKED: {
    what: 'The maintenance screens are locked.',
    now: 'Open them with a PIN or a service card.',
  },
  CONFIG_CANDIDATE_UNKNOWN: {
    what: 'This file was not looked at.',
    now: 'Choose the file again.',
  },
  CONFIG_NO_PREVIOUS: {
    what: 'There is no earlier configuration.',
    now: 'Load one from a file.',
  },
  SELF_TEST_MISMATCH: {
    what: 'The test read back something else.',
    now: 'Run it again; if it stays so, change the part.',
  },
  SETUP_NEEDED: { what: 'This terminal is not set up yet.', now: 'Set it up, or call your technician.' },
  TERMINAL_BUSY: {
    what: 'The terminal is busy with something else.',
    now: 'Finish that first, then try again.',
  },
  TERMINAL_CLOSED: {
    what: 'The operator has taken this terminal out of service.',
    now: 'Serve people at another one meanwhile.',
  },
  DISK_LOW: { what: 'The disk is nearly full.', now: 'Free some space, or put in a larger disk.' },

  ...EN_RECOVERY,

  JOURNAL_WRITE_FAILED: {
    what: 'The payment could not be saved, so it does not count.',
    now: 'Call your technician before the next sale.',
  },
  TRANSFER_NOT_STORED: {
    what: 'The customer has paid on the network, but the terminal could not save it.',
    now: 'Do not charge again. Note the amount and call your technician.',
  },
  JOURNAL_UNREADABLE: {
    what: 'The stored payments cannot be read.',
    now: 'Leave the terminal as it is and call your technician.',
  },
  QUEUE_WRITE_FAILED: {
    what: 'The payment is saved, but the list on the screen is not.',
    now: 'Restart the terminal: the list comes back by itself.',
  },

  RPC_UNREACHABLE: {
    what: 'The payment network cannot be reached.',
    now: 'Go on selling: payments are kept and sent later.',
  },
  RPC_TIMEOUT: {
    what: 'The payment network answers too slowly.',
    now: 'Go on selling: payments are kept and sent later.',
  },
  RPC_ANSWER_INVALID: {
    what: 'The payment network gave an answer that makes no sense.',
    now: 'Go on selling. If it stays, call your technician.',
  },
  RPC_REFUSED: {
    what: 'The payment network turned the request down.',
    now: 'Go on selling. If it stays, call your technician.',
  },
  RPC_RATE_LIMITED: {
    what: 'The payment network asks for fewer questions.',
    now: 'Go on selling: payments are kept and sent a little later.',
  },
  RPC_CAPTIVE_PORTAL: {
    what: 'The internet here wants somebody to sign in.',
    now: 'Sign in to the Wi-Fi, or use another connection. You can go on selling.',
  },
  RPC_TLS_FAILED: {
    what: 'The payment network could not prove who it is.',
    now: 'Check the date and time of the terminal, and which internet it uses.',
  },
  CLOCK_WRONG: {
    what: 'The terminal’s date or time is wrong.',
    now: 'Call your technician to set the clock.',
  },
  CHAIN_WRONG: {
    what: 'The terminal is connected to the wrong network.',
    now: 'Call your technician: nothing is sent until it is put right.',
  },
  TOKEN_WRONG: {
    what: 'The token on the network is not the one set here.',
    now: 'Call your technician: nothing is sent until it is put right.',
  },
  GAS_TOO_LOW: {
    what: 'The fee account is nearly empty, so payments wait.',
    now: 'Ask the owner to top up the fee account.',
  },
  FEES_TOO_HIGH: {
    what: 'The network’s fees are above the limit set here.',
    now: 'Nothing to do: payments are sent when fees come down, or before they expire.',
  },
  BATCH_UNKNOWN: { what: 'The network does not know these payments yet.', now: 'Wait: they are sent again.' },
  BATCH_TOO_LARGE: {
    what: 'Too many payments for one go.',
    now: 'Wait: they are sent in smaller groups.',
  },

  ...EN_FLEET,
  PAYER_NO_FUNDS: {
    what: 'The customer’s account does not hold enough.',
    now: 'Nothing to do: it is tried again until its deadline.',
  },
  ACCOUNT_BLOCKED: {
    what: 'The token’s issuer has blocked one of the accounts.',
    now: 'Take another card. If it has paid already, tell the owner.',
  },
  TOKEN_PAUSED: {
    what: 'The token is paused by its issuer.',
    now: 'Wait: what was taken is sent when the token is back.',
  },
  AUTHORIZATION_EXPIRED: {
    what: 'The payment’s deadline has passed.',
    now: 'Tell the owner. On a new sale, check the date and time.',
  },
  AUTHORIZATION_NOT_YET_VALID: {
    what: 'The payment is not valid yet.',
    now: 'Check the date and time of the terminal.',
  },
  AUTHORIZATION_SPENT: {
    what: 'The customer has cancelled or used this payment.',
    now: 'Take another card. If it has paid already, tell the owner.',
  },
  AUTHORIZATION_INVALID: {
    what: 'The token does not accept the card’s signature.',
    now: 'Take another card. If it has paid already, tell the owner.',
  },
  PAYMENT_REVERTED: {
    what: 'The network turned this payment down.',
    now: 'What was taken is tried again. On a new sale, take another card.',
  },

  RESCUE_FILE_INVALID: {
    what: 'This is not a whole rescue file.',
    now: 'Choose another file, or export it again.',
  },
  RESCUE_OTHER_MERCHANT: {
    what: 'The payments in this file are for another shop or another token.',
    now: 'Take the file to a terminal of that shop.',
  },
  RESCUE_NOTHING_WAITING: { what: 'No payment is waiting.', now: 'There is nothing to save.' },
  FILE_WRITE_FAILED: {
    what: 'The file could not be written.',
    now: 'Check that the drive is plugged in and has room, and try again.',
  },
  FILE_READ_FAILED: {
    what: 'The file could not be read.',
    now: 'Check that the drive is plugged in, and try again.',
  },

  KEYRING_ABSENT: {
    what: 'This computer has no safe place for the fee key.',
    now: 'Choose a passphrase to protect it.',
  },
  KEY_LOCKED: {
    what: 'The fee key is locked, so payments are kept and not sent.',
    now: 'Enter its passphrase. You can go on selling meanwhile.',
  },
  PASSPHRASE_WRONG: {
    what: 'This is not the passphrase.',
    now: 'Check the keyboard language and try again.',
  },

  ...EN_UPDATES,

  CONFIG_INVALID: { what: 'The terminal’s settings have a mistake.', now: 'Call your technician.' },
  CONFIG_UNSIGNED: {
    what: 'The settings need your operator’s signature, and have none.',
    now: 'Call your technician: signed ones have to be loaded.',
  },
  CONFIG_SIGNATURE_INVALID: {
    what: 'The settings were changed, or signed by somebody else.',
    now: 'Tell your operator. The technician loads the signed ones again.',
  },
  CONFIG_OLDER: {
    what: 'These settings are older than ones this terminal has worked with.',
    now: 'Ask your operator for the newest ones.',
  },
  CONFIG_OTHER_TERMINAL: {
    what: 'These settings are for another terminal.',
    now: 'Ask your operator for the ones of this terminal.',
  },
  IPC_SENDER_REFUSED: { what: 'The terminal stopped a request from outside.', now: 'Call your technician.' },
  IPC_PAYLOAD_INVALID: {
    what: 'The terminal could not do this.',
    now: 'Try again. If it stays, restart the terminal.',
  },
  INTERNAL: {
    what: 'Something went wrong inside the terminal.',
    now: 'Look at the last payments before you charge again.',
  },
}
