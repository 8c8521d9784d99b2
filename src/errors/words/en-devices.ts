import type { ErrorTable } from './table.ts'

/** Of cards, devices and their wires. */
export const EN_DEVICES = {
  CARD_LEFT_EARLY: {
    what: 'The card moved away too early. Nothing was charged.',
    now: 'Hold it on the reader until the tick.',
  },
  CARD_NOT_SUPPORTED: { what: 'This card cannot pay here.', now: 'Use another card.' },
  CARD_BANK: {
    what: 'This is a bank card. It cannot pay here.',
    now: 'Use a crypto card, or a wallet’s QR code.',
  },
  CARD_PHONE: {
    what: 'This is a phone. It cannot pay by tapping.',
    now: 'Use a crypto card, or the wallet’s QR code.',
  },
  CARD_TRANSIT: {
    what: 'This is a transport or entry card. It cannot pay here.',
    now: 'Use a crypto card.',
  },
  CARD_SEVERAL: {
    what: 'There is more than one card on the reader.',
    now: 'Take all away, then hold one card on it.',
  },
  CARD_REFUSED: { what: 'The card would not sign the payment.', now: 'Try again, or use another card.' },
  CARD_ANSWER_INVALID: {
    what: 'The card was not read clearly. Nothing was charged.',
    now: 'Hold it flat and still on the reader.',
  },
  CARD_SIGNATURE_INVALID: {
    what: 'The card’s signature does not match the card.',
    now: 'Use another card.',
  },
  CARD_TIMEOUT: {
    what: 'The card took too long to answer. Nothing was charged.',
    now: 'Take it away, then hold it on the reader again.',
  },

  READER_ABSENT: { what: 'The card reader is not connected.', now: 'Check its cable.' },
  READER_SILENT: {
    what: 'The card reader does not answer.',
    now: 'Unplug it, wait five seconds, plug it in.',
  },
  READER_FAULT: { what: 'The card reader could not finish.', now: 'Hold the card on the reader again.' },

  PRINTER_ABSENT: { what: 'The receipt printer is not connected.', now: 'Check its cable and its power.' },
  PRINTER_SILENT: { what: 'The receipt printer does not answer.', now: 'Switch it off and on again.' },
  PRINTER_PAPER_OUT: { what: 'The printer is out of paper.', now: 'Put in a new roll, then reprint.' },
  PRINTER_COVER_OPEN: { what: 'The printer’s cover is open.', now: 'Close the cover, then reprint.' },
  PRINTER_OFFLINE: { what: 'The printer is paused.', now: 'Press its feed button, then reprint.' },
  PRINTER_FAULT: {
    what: 'The printer reports a fault.',
    now: 'Check the paper and the cutter, then reprint.',
  },

  SCANNER_ABSENT: {
    what: 'The code scanner is not connected.',
    now: 'Check its cable.',
  },
  SCANNER_FAULT: {
    what: 'The code scanner sends what is no code.',
    now: 'Unplug it, wait five seconds, plug it in.',
  },
  QR_INVALID: {
    what: 'This code is not a payment.',
    now: 'Show the code that the wallet made for this sale.',
  },
  QR_OTHER_SALE: {
    what: 'This code is for another sale. Nothing was charged.',
    now: 'Scan the code on this screen with the wallet.',
  },
  QR_SIGNATURE_INVALID: {
    what: 'The wallet’s signature does not match the wallet.',
    now: 'Sign again, or use a card.',
  },
  DISPLAY_ABSENT: {
    what: 'The customer display is not connected.',
    now: 'Check its cable and its power.',
  },

  LINK_ABSENT: { what: 'A device is missing.', now: 'Check the cables of the reader and the printer.' },
  LINK_FORBIDDEN: {
    what: 'This program may not open the device’s port.',
    now: 'Ask your technician to install the udev rule.',
  },
  LINK_BUSY: {
    what: 'Another program uses the device.',
    now: 'Close that program, or restart the terminal.',
  },
  LINK_CLOSED: { what: 'A device was disconnected.', now: 'Plug its cable back in.' },
  HID_UNAVAILABLE: {
    what: 'The system cannot talk to USB HID devices.',
    now: 'Ask your technician to install libudev1.',
  },
  PCSC_UNAVAILABLE: {
    what: 'The system cannot talk to PC/SC readers.',
    now: 'Ask your technician to install libpcsclite1.',
  },
  PCSC_STOPPED: {
    what: 'The card reader service does not run.',
    now: 'Ask your technician to start pcscd.',
  },
} satisfies Partial<ErrorTable>
