import { expect, test } from 'vitest'
import { chooseReader } from '#drivers/pcsc/choice.ts'

const PICC = 'ACS ACR1252 1S CL Reader [ACR1252 Dual Reader PICC] 00 00'
const SAM = 'ACS ACR1252 1S CL Reader [ACR1252 Dual Reader SAM] 01 00'
const ACR122 = 'ACS ACR122U PICC Interface 00 00'
const YUBIKEY = 'Yubico YubiKey OTP+FIDO+CCID 00 00'
const UNKNOWN = 'Vendor Reader 00 00'

test.each([
  ['nothing is there', [], undefined],
  ['the antenna of a reader with two slots, wherever it stands in the list', [SAM, PICC], PICC],
  [
    'the same under Windows',
    ['ACS ACR1252 1S CL Reader SAM 0', 'ACS ACR1252 1S CL Reader PICC 0'],
    'ACS ACR1252 1S CL Reader PICC 0',
  ],
  ['a reader with one slot', [ACR122], ACR122],
  [
    'three slots',
    [
      'ACS ACR1281 1S Dual Reader ICC 0',
      'ACS ACR1281 1S Dual Reader SAM 0',
      'ACS ACR1281 1S Dual Reader PICC 0',
    ],
    'ACS ACR1281 1S Dual Reader PICC 0',
  ],
  [
    'one side with contacts, one without',
    ['Gemalto Prox-DU Contact_08 0', 'Gemalto Prox-DU Contactless_08 0'],
    'Gemalto Prox-DU Contactless_08 0',
  ],
  [
    'a reader of a model that is known',
    [YUBIKEY, 'HID Global OMNIKEY 5022 Smart Card Reader 00 00'],
    'HID Global OMNIKEY 5022 Smart Card Reader 00 00',
  ],
  ['the first of several', [YUBIKEY, ACR122, PICC], ACR122],
  ['only a security module', [SAM], undefined],
  ['only a key for logging in', [YUBIKEY, 'Windows Hello for Business 1'], undefined],
  ['one that says nothing, and is alone', [YUBIKEY, SAM, UNKNOWN], UNKNOWN],
  ['two that say nothing', [UNKNOWN, 'Other Reader 01 00'], undefined],
])('%s', (_, names, chosen) => {
  expect(chooseReader(names)).toBe(chosen)
})

test.each([
  ['by its whole name', SAM, SAM],
  ['by a part of it, in any case of letters', 'acr122u', ACR122],
  ['by a part that two slots have', 'ACR1252', PICC],
  ['by the part that only the other slot has', 'Dual Reader SAM', SAM],
  ['that is not there', 'OMNIKEY', undefined],
])('a reader asked for %s', (_, wanted, chosen) => {
  expect(chooseReader([SAM, ACR122, PICC, YUBIKEY], wanted)).toBe(chosen)
})
