import type { Count, GasOf } from './count.ts'
import { bestOf, quantile, ratesBetween, type Sample } from './figures.ts'
import { QUIET_SHARE } from './plan.ts'
import type { Proof } from './prove.ts'

export const isGood = ({ lost, doubled, strangers, isBalanceRight }: Count): boolean =>
  lost === 0 && doubled === 0 && strangers === 0 && isBalanceRight

/** The figures of a run, as they go into a file. */
export function figuresOf({ options, samples, seconds, count, ...rest }: Proof) {
  const last = samples.at(-1)
  const quietEnd = samples.findLast(({ sold }) => sold <= options.payments * QUIET_SHARE)
  const { disks: _disks, folder: _folder, ...size } = options
  return {
    options: size,
    count,
    ...rest,
    seconds: last?.at ?? 0,
    whole: ratesBetween(samples[0], last),
    quiet: ratesBetween(samples[0], quietEnd),
    bestMinute: bestOf(samples, 60),
    settledAfterSeconds: {
      median: quantile(seconds, 0.5),
      p95: quantile(seconds, 0.95),
      most: quantile(seconds, 1),
    },
    mostMb: {
      settler: mostOf(samples, ({ memory }) => Math.max(0, ...memory.settlers)),
      broker: mostOf(samples, ({ memory }) => memory.broker),
      terminals: mostOf(samples, ({ memory }) => memory.terminals),
    },
    samples,
  }
}

const mostOf = (samples: readonly Sample[], of: (sample: Sample) => number): number =>
  samples.reduce((most, sample) => Math.max(most, of(sample)), 0)

/** The same for people. */
export function reportText(proof: Proof): string {
  const figures = figuresOf(proof)
  const { count, whole, quiet, bestMinute, settledAfterSeconds: after, mostMb } = figures
  const lone = Object.entries(count.lone).map(([size, gas]) => `${gas.gasPerPayment} (${size} a transaction)`)
  return [
    `promised "Paid"            ${count.promised}, and ${count.voided} that were voided`,
    `unsure when power went     ${count.unsure}, of which ${count.unsurePaid} are paid`,
    `lost                       ${[count.lost, ...proof.examples].join('; ')}`,
    `settled twice              ${count.doubled}`,
    `nobody's                   ${count.strangers}`,
    `the payee's balance is     ${count.isBalanceRight ? 'right' : 'WRONG'}`,
    `seconds                    ${figures.seconds}, and ${proof.openSeconds} to open`,
    `payments/s into the stream ${whole.upPerSecond}; ${quiet.upPerSecond} without trouble, ${bestMinute.upPerSecond} in the best minute`,
    `entries/s into the stream  ${whole.entriesPerSecond}; ${quiet.entriesPerSecond} without trouble, ${bestMinute.entriesPerSecond} in the best minute`,
    `settled/s                  ${whole.settledPerSecond}; ${quiet.settledPerSecond} without trouble, ${bestMinute.settledPerSecond} in the best minute`,
    `from sale to settled       ${after.median} s median, ${after.p95} s p95, ${after.most} s at most`,
    `by settlers                ${gasText(count.settlers)}`,
    `by terminals of the fleet  ${gasText(count.terminals)}`,
    `gas of a terminal alone    ${lone.join(', ')}`,
    `most MB                    ${mostMb.settler} a settler, ${mostMb.broker} the broker, ${mostMb.terminals} all terminals`,
    `entries sent once more     ${proof.repeated}; ledgers begun anew: ${proof.begunAnew}; rejections nobody handled: ${proof.unhandled}`,
  ].join('\n')
}

const gasText = ({ payments, transactions, gasPerPayment }: GasOf): string =>
  `${payments} payments in ${transactions} transactions, ${gasPerPayment} gas a payment`
