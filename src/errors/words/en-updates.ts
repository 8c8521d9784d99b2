import type { ErrorTable } from './table.ts'

/** Of other versions of the program, and of what they wrote. */
export const EN_UPDATES = {
  UPDATE_UNREACHABLE: {
    what: 'The server of new versions cannot be reached.',
    now: 'The terminal asks again by itself. It sells on as it is.',
  },
  UPDATE_UNSIGNED: {
    what: 'The new version is not signed. It was not installed.',
    now: 'Ask your operator to sign and publish it again.',
  },
  UPDATE_SIGNATURE_INVALID: {
    what: 'The new version’s signature is wrong. It was not installed.',
    now: 'Tell your operator: somebody may have changed it.',
  },
  UPDATE_INVALID: {
    what: 'The description of the new version makes no sense.',
    now: 'Ask your operator to publish it again.',
  },
  UPDATE_OLDER: {
    what: 'The server offers an older version. It was not installed.',
    now: 'Tell your operator: the server may be out of date.',
  },
  UPDATE_ALTERED: {
    what: 'The new version arrived changed or cut off. It was deleted.',
    now: 'Look for updates again. If it stays so, tell your operator.',
  },
  UPDATE_ARCHIVE_INVALID: {
    what: 'The new version cannot be unpacked.',
    now: 'Ask your operator to publish a newer one.',
  },
  UPDATE_ROLLED_BACK: {
    what: 'The new version did not start well here. The one before runs.',
    now: 'Send the diagnostics to your operator. A newer version will be tried.',
  },
  DATA_NEWER: {
    what: 'A newer version of the program wrote this terminal’s data.',
    now: 'Install that version again. Nothing here was changed.',
  },
} satisfies Partial<ErrorTable>
