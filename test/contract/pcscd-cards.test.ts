import { describe } from 'vitest'
import { startPcscReader } from '../fakes/pcsc-reader.ts'
import { whyNoPcscd } from '../fakes/pcscd.ts'
import { cardContract, onReader } from './card.contract.ts'

const trouble = await whyNoPcscd()
if (trouble) process.stderr.write(`\nNOT TESTED: cards behind pcscd, because ${trouble}\n\n`)

describe.skipIf(trouble)(
  `cards on a PC/SC reader over pcscd${trouble ? ` (not tested: ${trouble})` : ''}`,
  () => cardContract(async () => onReader(await startPcscReader())),
)
