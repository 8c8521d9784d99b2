import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jetstream } from '@nats-io/jetstream'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { type Anvil, startAnvil } from '#simulator/chain/anvil.ts'
import { askNode } from '#simulator/chain/node.ts'
import { TEST_GAS_KEY, TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { deployToken, type TestToken } from '#simulator/chain/token.ts'
import { messageId, uplinkedText } from '#src/fleet/entry.ts'
import { type FleetTerminal, journalSubject, PARTITIONS } from '#src/fleet/names.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { id } from '../fakes/accepted.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { signedPayment, testKey } from '../fakes/payment.ts'
import { kindsFor, toldTo } from '../settler/harness.ts'
import { type Broker, startBroker } from '../support/nats.ts'

let anvil: Anvil
let token: TestToken
let broker: Broker
beforeAll(async () => {
  ;[anvil, broker] = await Promise.all([startAnvil({ blockTime: 1 }), startBroker()])
  token = await deployToken(anvil.rpcUrl)
})
afterAll(async () => {
  await Promise.all([anvil?.stop(), broker?.close()])
})

const kiosk = (n: number): FleetTerminal => ({ site: 'almaty', terminal: `kiosk-${n}` })

/** The program as an operator starts it. */
function startSettler(name: string) {
  const config = join(emptyFolder(), 'settler.json')
  const settings = {
    name,
    broker: { servers: [broker.url] },
    money: { domain: token.domain, payees: [TEST_PAYEE] },
    chain: { rpcUrls: [anvil.rpcUrl], confirmations: 2 },
    batch: { payments: 3, waitSeconds: 600 },
    lanes: [
      {
        name: 'lane-1',
        partitions: Array.from({ length: PARTITIONS }, (_, i) => i),
        testKey: TEST_GAS_KEY,
      },
    ],
  }
  writeFileSync(config, JSON.stringify(settings))
  const args = ['--import', 'tsx', 'settler/index.ts', '--config', config]
  const program: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  onTestFinished(() => void program.kill('SIGKILL'))
  let said = ''
  program.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  return { program, said: () => said }
}

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100))
}

it('settles what three kiosks took in one transaction of USDC, and goes on in another process when it is killed', {
  timeout: 180_000,
}, async () => {
  const connection = await broker.connect()
  let receipts = 0
  async function pay(terminal: number): Promise<AcceptedPayment> {
    receipts += 1
    const payment = signedPayment({
      ...{ key: testKey(receipts), to: TEST_PAYEE, domain: token.domain, receiptNumber: receipts },
    })
    await token.fund(payment.authorization.from, payment.authorization.value)
    const entry = { seq: receipts, at: 1_700_000_000_000, fact: { type: 'accepted', payment } } as const
    const msgID = messageId(id(terminal), entry)
    await jetstream(connection).publish(journalSubject(kiosk(terminal)), uplinkedText(id(terminal), entry), {
      msgID,
    })
    return payment
  }
  const isSettled = async (payments: readonly AcceptedPayment[]) => {
    const told = await Promise.all(payments.map((_, i) => toldTo(connection, kiosk(i + 1))))
    return payments.every((payment, i) => kindsFor(told[i] ?? [], payment).includes('settled'))
  }

  const before = await token.balanceOf(TEST_PAYEE)
  const first = startSettler('first')
  await until(() => first.said().includes('lane lane-1: taken'))
  const second = startSettler('second')
  const morning = [await pay(1), await pay(2), await pay(3)]
  await until(() => isSettled(morning))
  const [one] = await toldTo(connection, kiosk(1))
  expect(one).toMatchObject({ type: 'submitted' })
  const transaction = one?.type === 'submitted' ? one.hash : ''
  const receipt = await askNode(anvil.rpcUrl, 'eth_getTransactionReceipt', transaction)
  expect(receipt).toMatchObject({ status: '0x1' })
  for (const n of [2, 3]) expect((await toldTo(connection, kiosk(n)))[0]).toMatchObject({ hash: transaction })

  // Three more are on their way somewhere when its machine loses power.
  const evening = [await pay(1), await pay(2), await pay(3)]
  first.program.kill('SIGKILL')
  await until(() => second.said().includes('lane lane-1: taken'))
  await until(() => isSettled(evening))
  expect(await token.balanceOf(TEST_PAYEE)).toBe(before + 6_000_000n)
  for (const [i, payment] of [...morning, ...evening].entries())
    expect(kindsFor(await toldTo(connection, kiosk(1 + (i % 3))), payment)).toEqual([
      'submitted',
      'confirmed',
      'settled',
    ])

  second.program.kill('SIGTERM')
  expect(await once(second.program, 'exit')).toEqual([0, null])
})
