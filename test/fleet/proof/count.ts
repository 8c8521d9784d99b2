import { z } from 'zod'
import { askNode } from '#simulator/chain/node.ts'
import { TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { type PaidOnChain, paidOnChain } from '#simulator/paid-on-chain.ts'
import { compared } from '../verdict.ts'
import { type Promised, readPromises } from './promises.ts'
import type { World } from './world.ts'

/** Transactions with so many payments each, of one kind of sender. */
export interface GasOf {
  readonly transactions: number
  readonly payments: number
  readonly gas: number
  readonly gasPerPayment: number
}

/** What a bookkeeper finds. */
export interface Count {
  readonly promised: number
  readonly paid: number
  readonly lost: number
  readonly doubled: number
  /** On the chain, and signed by nobody at these terminals. */
  readonly strangers: number
  /** Taken back before they left; one of them on the chain is nobody's. */
  readonly voided: number
  /** Signed, or being taken back, when the power went; of them on the chain. */
  readonly unsure: number
  readonly unsurePaid: number
  /** The payee has what the chain's payments are, and these are what was promised, each at its value. */
  readonly isBalanceRight: boolean
  readonly settlers: GasOf
  readonly terminals: GasOf
  /** Of terminals without a fleet, by the payments of a transaction. */
  readonly lone: Readonly<Record<string, GasOf>>
}

export interface Counted {
  readonly count: Count
  /** Promised, and not on the chain. */
  readonly missing: readonly Promised[]
}

export async function countAll(
  { rpcUrl, token, settlerAccounts }: Pick<World, 'rpcUrl' | 'token' | 'settlerAccounts'>,
  files: readonly string[],
  loneAccounts: readonly string[],
): Promise<Counted> {
  const books = files.map(readPromises)
  const promised = books.flatMap((book) => book.promised)
  const unsure = books.flatMap((book) => book.unsure)
  const paid = await paidOnChain({ rpcUrl, token: token.domain.verifyingContract, merchant: TEST_PAYEE })
  const nameOf = ({ from, nonce }: Pick<Promised, 'from' | 'nonce'>) => `${from} ${nonce}`
  const chain = new Map(paid.map((each) => [nameOf(each), each.value]))
  const unsurePaid = unsure.filter((each) => chain.has(nameOf(each)))
  const expected = [...promised, ...unsurePaid]
  const sum = (of: readonly { readonly value: bigint }[]) => of.reduce((all, { value }) => all + value, 0n)
  const isEachRight = expected.every((each) => chain.get(nameOf(each)) === each.value)
  const balance = await token.balanceOf(TEST_PAYEE)
  const mined = await minedOf(rpcUrl, paid)
  const isOf = (accounts: readonly string[]) => (each: Mined) => accounts.includes(each.from)
  const lone = mined.filter(isOf(loneAccounts))
  const sizes = [...new Set(lone.map(({ payments }) => payments))].sort((a, b) => a - b)
  const count = {
    ...compared(expected, paid),
    promised: promised.length,
    voided: books.reduce((sum, { voided }) => sum + voided.length, 0),
    ...{ unsure: unsure.length, unsurePaid: unsurePaid.length },
    isBalanceRight: isEachRight && balance === sum(expected) && balance === sum(paid),
    settlers: gasOf(mined.filter(isOf(settlerAccounts))),
    terminals: gasOf(mined.filter((each) => !isOf([...settlerAccounts, ...loneAccounts])(each))),
    lone: Object.fromEntries(
      sizes.map((size) => [size, gasOf(lone.filter(({ payments }) => payments === size))]),
    ),
  }
  return { count, missing: promised.filter((each) => !chain.has(nameOf(each))) }
}

interface Mined {
  readonly from: string
  readonly gas: number
  readonly payments: number
}

const receiptsSchema = z.array(
  z.object({
    transactionHash: z.string(),
    from: z.string().toLowerCase(),
    gasUsed: z.string().transform(Number),
  }),
)

/** The transactions that paid, a block with all of its receipts at a time. */
async function minedOf(rpcUrl: string, paid: readonly PaidOnChain[]): Promise<Mined[]> {
  const payments = new Map<string, number>()
  for (const { txHash } of paid) payments.set(txHash, (payments.get(txHash) ?? 0) + 1)
  const mined: Mined[] = []
  for (const block of new Set(paid.map(({ block }) => block))) {
    const receipts = receiptsSchema.parse(await askNode(rpcUrl, 'eth_getBlockReceipts', block))
    for (const { transactionHash, from, gasUsed } of receipts) {
      const count = payments.get(transactionHash)
      if (count !== undefined) mined.push({ from, gas: gasUsed, payments: count })
    }
  }
  return mined
}

function gasOf(mined: readonly Mined[]): GasOf {
  const gas = mined.reduce((sum, each) => sum + each.gas, 0)
  const payments = mined.reduce((sum, each) => sum + each.payments, 0)
  return {
    ...{ transactions: mined.length, payments, gas },
    gasPerPayment: payments === 0 ? 0 : Math.round(gas / payments),
  }
}
