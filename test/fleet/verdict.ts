import { z } from 'zod'
import { askNode } from '#simulator/chain/node.ts'
import { type PaidOnChain, paidOnChain } from '#simulator/paid-on-chain.ts'
import type { Stage } from './stage.ts'

/** What a bookkeeper finds who holds the chain against what terminals have promised. */
export interface Verdict {
  readonly promised: number
  /** On the chain at least once. */
  readonly paid: number
  readonly lost: number
  readonly doubled: number
  /** On the chain, and nobody's promise. */
  readonly strangers: number
  /** In a terminal's journal and not settled. */
  readonly waiting: number
  /** Transactions by settlers and by terminals. */
  readonly bySettlers: number
  readonly byTerminals: number
  readonly isBalanceRight: boolean
}

export async function judge({
  rpcUrl,
  token,
  payee,
  promised,
  terminals,
  settlerAccounts,
}: Stage): Promise<Verdict> {
  const paid = await paidOnChain({ rpcUrl, token: token.domain.verifyingContract, merchant: payee })
  const journaled = (await Promise.all(terminals.map((terminal) => terminal.payments()))).flat()
  const value = promised.reduce((sum, { authorization }) => sum + authorization.value, 0n)
  const hashes = [...new Set(paid.map(({ txHash }) => txHash))]
  const senders = await Promise.all(hashes.map((hash) => senderOf(rpcUrl, hash)))
  return {
    ...compared(
      promised.map(({ authorization }) => authorization),
      paid,
    ),
    waiting: journaled.filter(({ state }) => state !== 'settled').length,
    bySettlers: senders.filter((sender) => settlerAccounts.includes(sender)).length,
    byTerminals: senders.filter((sender) => !settlerAccounts.includes(sender)).length,
    isBalanceRight: (await token.balanceOf(payee)) === value,
  }
}

type Named = Pick<PaidOnChain, 'from' | 'nonce'>

/** What was promised against what is on the chain, both by payer and nonce. */
export function compared(
  promised: readonly Named[],
  paid: readonly Named[],
): Pick<Verdict, 'promised' | 'paid' | 'lost' | 'doubled' | 'strangers'> {
  const nameOf = ({ from, nonce }: Named) => `${from} ${nonce}`
  const times = new Map<string, number>()
  for (const each of paid) times.set(nameOf(each), (times.get(nameOf(each)) ?? 0) + 1)
  const names = new Set(promised.map(nameOf))
  const found = [...names].filter((name) => times.has(name)).length
  return {
    promised: promised.length,
    paid: found,
    lost: names.size - found,
    doubled: [...times.values()].filter((count) => count > 1).length,
    strangers: [...times.keys()].filter((name) => !names.has(name)).length,
  }
}

const transactionSchema = z.object({ from: z.string().toLowerCase() })

const senderOf = async (rpcUrl: string, hash: string): Promise<string> =>
  transactionSchema.parse(await askNode(rpcUrl, 'eth_getTransactionByHash', hash)).from

export const transactionsText = ({ bySettlers, byTerminals }: Verdict): string =>
  `${bySettlers} transactions of settlers and ${byTerminals} of terminals`

export const verdictText = (verdict: Verdict): string =>
  [
    `promised "Paid"         ${verdict.promised}`,
    `on the chain            ${verdict.paid}, in ${transactionsText(verdict)}`,
    `lost                    ${verdict.lost}`,
    `settled twice           ${verdict.doubled}`,
    `nobody's                ${verdict.strangers}`,
    `waiting in a journal    ${verdict.waiting}`,
    `the shop's balance is   ${verdict.isBalanceRight ? 'right' : 'WRONG'}`,
  ].join('\n')
