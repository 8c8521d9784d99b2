/**
 * The closed list of everything that can foreseeably go wrong.
 * Each code has words in every language (`words/`): what happened, and what to do now.
 */
export const ERROR_CODES = [
  // The card in the customer's hand.
  'CARD_LEFT_EARLY', // gone from the field before its answer was complete
  'CARD_NOT_SUPPORTED', // answers, but holds none of our applications
  'CARD_BANK', // a bank card: it holds a contactless bank application instead
  'CARD_PHONE', // a phone or a watch
  'CARD_TRANSIT', // a transport or entry card: a store of data that signs nothing
  'CARD_SEVERAL', // more than one in the field
  'CARD_REFUSED', // our application, but it would not sign
  'CARD_ANSWER_INVALID', // truncated, malformed or out of place
  'CARD_SIGNATURE_INVALID', // well formed, but not by the key the card showed
  'CARD_TIMEOUT', // in the field, but silent beyond the limit

  // The reader.
  'READER_ABSENT', // its port cannot be opened
  'READER_SILENT', // the port is open, nothing answers
  'READER_FAULT', // answers outside its protocol

  // The receipt printer.
  'PRINTER_ABSENT',
  'PRINTER_SILENT',
  'PRINTER_PAPER_OUT',
  'PRINTER_COVER_OPEN',
  'PRINTER_OFFLINE',
  'PRINTER_FAULT',

  // The code scanner, and the codes that wallets show it.
  'SCANNER_ABSENT',
  'SCANNER_FAULT', // answers outside its protocol
  'QR_INVALID', // not a wallet's answer, or damaged
  'QR_OTHER_SALE', // an answer to another sale
  'QR_SIGNATURE_INVALID', // well formed, but not signed by the payer it names

  // The customer's display.
  'DISPLAY_ABSENT',

  // Any wire.
  'LINK_ABSENT', // no such port or device
  'LINK_FORBIDDEN', // it is there, but this user may not open it
  'LINK_BUSY', // another program has it open
  'LINK_CLOSED', // the other end is gone
  'HID_UNAVAILABLE', // the system library for USB HID devices (libudev) is missing
  'PCSC_UNAVAILABLE', // the system library for PC/SC readers (libpcsclite) is missing
  'PCSC_STOPPED', // the PC/SC service (pcscd) does not run

  // The sale.
  'SALE_AMOUNT_INVALID', // not above zero, or above the site's limit
  'SALE_CANCELLED', // by the cashier, while waiting for the card
  'SALE_UNKNOWN', // not the sale that is open now
  'SALE_OPEN', // it has to end first
  'RECEIPT_UNKNOWN', // no payment has this receipt number

  // The people at the terminal.
  'STAFF_SIGN_IN_FIRST', // nobody is signed in
  'STAFF_PIN_WRONG', // nobody has this PIN
  'STAFF_LOCKED', // too many wrong PINs: nobody can try for a while
  'STAFF_CARD_UNKNOWN', // signs, but belongs to nobody of the staff
  'STAFF_FORBIDDEN', // the role has not the right, and nobody who has approved
  'SHIFT_CLOSED', // nothing is sold outside a shift
  'SHIFT_OPEN', // one is open already
  'SHIFT_OTHERS', // somebody else opened it
  'REPORT_UNKNOWN', // no Z report has this number

  // What is sold, and what is given back.
  'ORDER_INVALID', // does not add up, or is in another currency
  'RATE_UNKNOWN', // none was ever known
  'RATE_EXPIRED', // too old to sell by
  'RATE_CHANGED', // the order was made by a rate that is no longer told
  'PAYMENT_UNKNOWN', // the journal has none with this id
  'VOID_TOO_LATE', // it was sent, or is final
  'CARD_OTHER', // not the card that paid
  'REFUND_NOT_YET', // the payment is not settled: void it, or wait
  'REFUND_TOO_MUCH', // more than was paid, less what was given back
  'REFUND_WALLET_ABSENT', // the configuration names none
  'REFUND_ASK_UNKNOWN', // decided already, or never asked

  // The station.
  'CARD_DENIED', // on the deny list
  'DEBT_OWED', // an earlier ride with this card was not paid
  'TICKET_INVALID', // not a ticket of ours, or damaged
  'TICKET_EXPIRED', // its time is over
  'TICKET_KEY_UNKNOWN', // signed by a terminal that is not on the key list

  // Whether a card is trusted, most of all where nobody can ask the chain.
  'CARD_NO_FUNDS', // by the chain's own word, before it signs
  'CLOCK_BEHIND', // behind what the terminal has seen already: nothing is taken offline
  'RISK_OFFLINE_TOO_LONG', // too many hours without the chain
  'RISK_EXPOSURE', // too much is waiting that nobody saw the money of
  'RISK_FLOOR', // above what is taken offline at once
  'RISK_CARD_SUM', // above what one card may pay offline within the window
  'RISK_CARD_COUNT', // more payments of one card within the window
  'RISK_CONSECUTIVE', // more payments in a row that the chain has not seen
  'RISK_SELECTED_ONLINE', // chosen by lot to pay online

  // What issuers of cards and the operator have signed.
  'CERTIFICATE_INVALID', // no certificate, damaged, or of another card
  'CERTIFICATE_ISSUER_UNKNOWN', // signed by none of the configured issuers
  'CERTIFICATE_EXPIRED', // its time, or that of its issuer, is over or has not begun
  'DENY_LIST_INVALID', // no list, or damaged
  'DENY_LIST_SIGNER_UNKNOWN', // signed by none of the configured operators
  'DENY_LIST_OLD', // older than the one that is here
  'DENY_LIST_GAP', // changes of a version that is not the one that is here

  // Maintenance.
  'SERVICE_LOCKED', // nobody has opened the maintenance screens
  'CONFIG_CANDIDATE_UNKNOWN', // not the file that was looked at last
  'CONFIG_NO_PREVIOUS', // there is nothing to roll back to
  'SELF_TEST_MISMATCH', // what was read back is not what was written
  'SETUP_NEEDED', // no configuration was ever written
  'TERMINAL_BUSY', // a sale or a self-test is going on
  'TERMINAL_CLOSED', // the operator has taken it out of service
  'DISK_LOW', // little room is left for payments

  // What the terminal has mended by itself.
  'PAGE_GONE', // the process that draws the screen died, and was started anew
  'PAGE_HUNG', // it did not answer any more, and was started anew
  'PAGE_MEMORY', // it ran out of memory, and was started anew
  'PAGE_FAILING', // it died again and again: it is left alone for a while
  'GPU_GONE', // Chromium's process for drawing died
  'HELPER_GONE', // another of Chromium's processes died
  'PROGRAM_KILLED', // it ended without being closed: killed, or without power
  'PROFILE_RENEWED', // what Chromium keeps was damaged, and was begun anew

  // Storing a payment.
  'JOURNAL_WRITE_FAILED', // the disk refused: the payment is not accepted
  'TRANSFER_NOT_STORED', // the same, but the customer has paid on chain already
  'JOURNAL_UNREADABLE', // the folder cannot be read at start
  'QUEUE_WRITE_FAILED', // IndexedDB refused: main still holds the payment

  // The network and the chain.
  'RPC_UNREACHABLE',
  'RPC_TIMEOUT',
  'RPC_ANSWER_INVALID',
  'RPC_REFUSED', // a well-formed error answer
  'RPC_RATE_LIMITED', // the node wants fewer questions
  'RPC_CAPTIVE_PORTAL', // a web page instead of an answer: the network wants somebody to sign in
  'RPC_TLS_FAILED', // the node's certificate is not accepted
  'CLOCK_WRONG', // the terminal's clock is far from the network's
  'CHAIN_WRONG', // eth_chainId is not the configured one
  'TOKEN_WRONG', // the token's EIP-712 domain is not the configured one
  'GAS_TOO_LOW', // the gas account cannot pay for the batch
  'FEES_TOO_HIGH', // above the limit in the configuration
  'BATCH_UNKNOWN',
  'BATCH_TOO_LARGE', // transaction size or gas cap, checked by us

  // The operator's fleet.
  'FLEET_UNREACHABLE', // none of its servers answers
  'FLEET_REFUSED', // they do not let the terminal in, or its key file cannot be used
  'FLEET_LEDGER_OLDER', // the fleet remembers more of this terminal than its disk does
  'FLEET_SIGNATURE_INVALID', // an order that is altered, or signed by none of the operator's keys
  'FLEET_ORDER_INVALID', // signed, and makes no sense, or asks for what no order may
  'FLEET_ORDER_OLDER', // than what counts already
  'FLEET_ORDER_EXPIRED', // its time is over
  'FLEET_ORDER_ELSEWHERE', // for another terminal or site
  'FLEET_LAYER_REFUSED', // configuration that came down does not count here
  'FLEET_LAYERS_ABANDONED', // the terminal did not come up with it: what was before counts
  'FLEET_ID_TAKEN', // the fleet has a payment of another payer by this id

  // What the chain would say to one payment.
  'PAYER_NO_FUNDS',
  'ACCOUNT_BLOCKED',
  'TOKEN_PAUSED',
  'AUTHORIZATION_EXPIRED',
  'AUTHORIZATION_NOT_YET_VALID',
  'AUTHORIZATION_SPENT', // used for another payee, or cancelled by the payer
  'AUTHORIZATION_INVALID', // the token does not accept the signature
  'PAYMENT_REVERTED', // any other refusal

  // The rescue file.
  'RESCUE_FILE_INVALID', // not one, damaged, or not signed by the terminal it names
  'RESCUE_OTHER_MERCHANT', // its payments are for another payee or token
  'RESCUE_NOTHING_WAITING', // no payment to put into one
  'FILE_WRITE_FAILED', // the drive is full, read-only or gone
  'FILE_READ_FAILED',

  // The gas key.
  'KEYRING_ABSENT', // no real keyring: a passphrase is needed
  'KEY_LOCKED',
  'PASSPHRASE_WRONG',

  // Another version of the program, and what it wrote.
  'UPDATE_UNREACHABLE', // the operator's server of versions
  'UPDATE_UNSIGNED', // there is no signature beside the channel file
  'UPDATE_SIGNATURE_INVALID', // altered, or signed by another key than the configured one
  'UPDATE_INVALID', // signed, but no description of a version
  'UPDATE_OLDER', // than the installed one, or than one that was offered before
  'UPDATE_ALTERED', // the archive has another length or hash than the signed ones
  'UPDATE_ARCHIVE_INVALID', // damaged, not a terminal, or wants files outside its folder
  'UPDATE_ROLLED_BACK', // it did not pass its self-test here
  'DATA_NEWER', // a newer version wrote the data: nothing is touched

  // The program itself.
  'CONFIG_INVALID',
  'CONFIG_UNSIGNED', // the operator's signature is demanded here, and there is none
  'CONFIG_SIGNATURE_INVALID', // altered, or signed by none of the operator's keys
  'CONFIG_OLDER', // than one that this terminal has worked with
  'CONFIG_OTHER_TERMINAL', // signed, and for another one
  'IPC_SENDER_REFUSED',
  'IPC_PAYLOAD_INVALID',
  'INTERNAL', // a bug: caught at the outermost edge and logged
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]
