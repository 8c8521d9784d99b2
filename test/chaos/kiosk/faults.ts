import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Wallet } from 'ethers'
import { TEST_GAS_KEY } from '#simulator/chain/test-keys.ts'
import type { FaultName } from './plan.ts'
import { BLOCK_SECONDS, type Stage } from './stage.ts'

interface Fault {
  /** `size` is 0 to 9. */
  begin(stage: Stage, size: number): Promise<void> | void
  /** Not there for what is over as soon as it has happened. */
  end?(stage: Stage): Promise<void> | void
}

const behave = ({ world }: Stage): void => world.gate.behave()
const overloaded = { code: -32000, message: 'upstream is overloaded' }

const networkFaults = {
  cut: {
    begin: ({ world }) => world.network.cut(),
    end: ({ world }) => world.network.restore(),
  },
  slow: { begin: ({ world }, size) => world.gate.slow(100 + size * 100), end: behave },
  hang: { begin: ({ world }) => world.gate.hang(), end: behave },
  html: { begin: ({ world }) => world.gate.answerHtml(), end: behave },
  'wrong-chain': { begin: ({ world }) => world.gate.claimChain(1), end: behave },
  'answers-lost': { begin: ({ world }) => world.gate.loseAnswers(), end: behave },
  'broadcast-answers-lost': { begin: ({ world }) => world.gate.loseBroadcastAnswers(), end: behave },
  'error-after-accept': { begin: ({ world }) => world.gate.errorAfterAccept(overloaded), end: behave },
  'rate-limited': { begin: ({ world }) => world.gate.rateLimit(), end: behave },
  'rpc-errors': { begin: ({ world }) => world.gate.refuse(overloaded), end: behave },
} satisfies Record<string, Fault>

const GWEI = 10n ** 9n
const setBaseFee = ({ world }: Stage, gwei: bigint) =>
  world.chain.ask('anvil_setNextBlockBaseFeePerGas', hex(gwei * GWEI)).then(() => {})
const setBlockTime = ({ world }: Stage, seconds: number) =>
  world.chain.ask('evm_setIntervalMining', seconds).then(() => {})
const hex = (n: bigint | number): string => `0x${n.toString(16)}`

const chainFaults = {
  // One or two blocks of the three that make a payment final.
  reorganisation: { begin: ({ world }, size) => world.chain.reorg(1 + (size % 2)) },
  'mempool-emptied': {
    begin: ({ world }) => world.chain.ask('anvil_dropAllTransactions').then(() => {}),
  },
  'gas-spike': {
    begin: (stage, size) => setBaseFee(stage, 20n + BigInt(size) * 50n),
    end: (stage) => setBaseFee(stage, 1n),
  },
  'nonce-taken': { begin: takeNonce },
  'blocks-stop': {
    begin: (stage) => setBlockTime(stage, 0),
    end: (stage) => setBlockTime(stage, BLOCK_SECONDS),
  },
  'chain-time-jump': {
    begin: ({ world }, size) => world.chain.ask('evm_increaseTime', 60 + size * 60).then(() => {}),
  },
} satisfies Record<string, Fault>

/** Another program has the same key: it pays more for the next nonce than anything of ours would. */
async function takeNonce({ world }: Stage): Promise<void> {
  const { address } = new Wallet(TEST_GAS_KEY)
  const fee = hex(2_000n * GWEI)
  const taking = world.chain.ask('eth_sendTransaction', {
    from: address,
    to: address,
    nonce: await world.chain.ask('eth_getTransactionCount', address, 'latest'),
    gas: hex(21_000),
    maxFeePerGas: fee,
    maxPriorityFeePerGas: fee,
  })
  await taking.catch((error: unknown) => {
    // The terminal was quicker, or the same was asked for twice: the nonce is taken all the same.
    if (!/nonce too low|already imported|underpriced/.test(String(error))) throw error
  })
}

const machineFaults = {
  'printer-off': {
    begin: ({ devices }) => devices.printer.setPower(false),
    end: ({ devices }) => devices.printer.setPower(true),
  },
  'printer-unplugged': {
    begin: ({ devices }) => devices.unplugPrinter(),
    end: ({ devices }) => devices.plugPrinter(),
  },
  'paper-out': {
    begin: ({ devices }) => devices.printer.setPaper('out'),
    end: ({ devices }) => devices.printer.setPaper('ok'),
  },
  'cover-open': {
    begin: ({ devices }) => devices.printer.setCover(true),
    end: ({ devices }) => devices.printer.setCover(false),
  },
  'reader-unplugged': {
    begin: ({ devices }) => devices.unplugReader(),
    end: ({ devices }) => devices.plugReader(),
  },
  'card-pulled': { begin: ({ devices }) => devices.reader.remove() },
  'disk-full': {
    begin: (stage, size) => limitFileSize(stage, `${journalBytes(stage) + size * 150}`),
    end: (stage) => limitFileSize(stage, 'unlimited'),
  },
  'clock-forward': { begin: (stage, size) => setClock(stage, (1 + size) * HOUR_MS), end: rightClock },
  'clock-back': { begin: (stage, size) => setClock(stage, -(1 + size) * HOUR_MS), end: rightClock },
} satisfies Record<string, Fault>

const HOUR_MS = 3_600_000

/** No file of main's may grow beyond so many bytes: every write of a new payment fails, as on a full disk. */
function limitFileSize({ kiosk }: Stage, limit: string): void {
  // A terminal that has died meanwhile has no disk to fill.
  spawnSync('prlimit', ['--pid', `${kiosk.pid}`, `--fsize=${limit}:unlimited`])
}

function journalBytes({ userDataDir }: Stage): number {
  const folder = join(userDataDir, 'journal')
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .at(-1)
  return newest === undefined ? 0 : statSync(join(folder, newest)).size
}

/** The system's clock cannot be set here: main's own view of it is, by so many milliseconds. */
async function setClock({ kiosk }: Stage, ms: number): Promise<void> {
  const setting = kiosk.app.evaluate((_electron, shift) => {
    const start = performance.timeOrigin + shift
    Date.now = () => Math.floor(start + performance.now())
  }, ms)
  await setting.catch(() => {}) // it was killed meanwhile
}

function rightClock(stage: Stage): Promise<void> {
  return setClock(stage, 0)
}

const TABLE: Readonly<Record<FaultName, Fault>> = { ...networkFaults, ...chainFaults, ...machineFaults }

/** The faults that are there now. One thing is done to the world at a time, in the order it was asked for. */
export interface Faults {
  begin(name: FaultName, size: number): Promise<void>
  /** Ends those of this name that still last. */
  end(name: FaultName): Promise<void>
  endAll(): Promise<void>
  /** How often each has begun. */
  readonly counts: Readonly<Partial<Record<FaultName, number>>>
}

export function createFaults(stage: Stage): Faults {
  const counts: Partial<Record<FaultName, number>> = {}
  const lasting = new Set<FaultName>()
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void> | void): Promise<void> => {
    turn = turn.then(work)
    return turn
  }
  const endNow = async (name: FaultName): Promise<void> => {
    if (lasting.delete(name)) await TABLE[name].end?.(stage)
  }
  return {
    counts,
    begin: (name, size) =>
      inTurn(async () => {
        await TABLE[name].begin(stage, size)
        counts[name] = (counts[name] ?? 0) + 1
        if (TABLE[name].end) lasting.add(name)
      }),
    end: (name) => inTurn(() => endNow(name)),
    endAll: () =>
      inTurn(async () => {
        for (const name of [...lasting]) await endNow(name)
      }),
  }
}
