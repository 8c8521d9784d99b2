import type { ErrorCode } from '#src/errors/codes.ts'
import type { ErrorWords } from '#src/errors/words/table.ts'
import { errorWords } from '#src/errors/words/words.ts'
import type { Failure, Result } from '#src/result.ts'

/** Whoever stands at a terminal calls somebody; whoever gives commands to a fleet is that somebody. */
const AT_A_SHELL: Partial<Record<ErrorCode, ErrorWords>> = {
  CONFIG_INVALID: { what: 'This cannot be done.', now: 'Mend what is named, and give the command again.' },
  PASSPHRASE_WRONG: {
    what: 'This passphrase does not open the key.',
    now: 'Type it again; a script gives it in TAPSYR_SIGNING_PASSPHRASE.',
  },
  FILE_READ_FAILED: { what: 'Nothing can be read.', now: 'Check the name, and whether you may read it.' },
  FILE_WRITE_FAILED: {
    what: 'Nothing can be written.',
    now: 'Check the folder: whether it is there, has room, and is yours to write to.',
  },
  FLEET_UNREACHABLE: {
    what: 'The fleet’s servers do not answer, or do not let you do this.',
    now: 'Check broker.json, the network, and whether your key is enrolled.',
  },
  FLEET_REFUSED: {
    what: 'Your key for the fleet’s servers cannot be used.',
    now: 'Check "operator" in broker.json, or enrol yourself anew.',
  },
  FLEET_ORDER_INVALID: { what: 'Terminals would refuse this.', now: 'Mend it, and give the command again.' },
  FLEET_ORDER_ELSEWHERE: {
    what: 'This is for another terminal.',
    now: 'Name its own file with --against, or another place.',
  },
  DENY_LIST_INVALID: { what: 'This is no deny list.', now: 'Give what npm run deny-list has written.' },
  DENY_LIST_OLD: {
    what: 'The fleet has a newer deny list.',
    now: 'Sign one over the newest, with --before.',
  },
  DENY_LIST_SIGNER_UNKNOWN: {
    what: 'These deny lists are not signed by one key.',
    now: 'Sign all of them with the same.',
  },
  DENY_LIST_GAP: { what: 'Between these deny lists one is missing.', now: 'Give the full list.' },
  UPDATE_ARCHIVE_INVALID: {
    what: 'No terminal could start from this archive.',
    now: 'Make it anew with npm run dist.',
  },
}

/** What happened, by what, and what to do now. */
export function failureText({ code, detail }: Failure): string {
  const { what, now } = AT_A_SHELL[code] ?? errorWords(code, 'en')
  return [what, ...(detail ? [detail] : []), `${now} (${code})`].join('\n')
}

/** Says what came of a task, and gives back the exit code for it. */
export function told(done: Result<string>): number {
  if (done.ok) {
    process.stdout.write(`${done.value}\n`)
    return 0
  }
  process.stderr.write(`${failureText(done.error)}\n`)
  return 1
}
