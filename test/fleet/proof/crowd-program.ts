import { readFileSync } from 'node:fs'
import { openCrowd } from './crowd.ts'
import { crowdSchema, orderSchema } from './messages.ts'

/** A process of terminals: takes orders by its parent's channel and says each second how all stands. */
const REPORT_MS = 1000

const config = crowdSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')))
const isLoud = process.env.TAPSYR_PROOF_LOUD === '1'
let unhandled = 0
// It would end a terminal, and here it would end all of them: told, and counted against the program.
process.on('unhandledRejection', (reason) => {
  unhandled += 1
  process.stderr.write(`nobody handles: ${reason instanceof Error ? reason.stack : reason}\n`)
})
const crowd = await openCrowd(config, (line) => isLoud && process.stderr.write(`${line}\n`))
process.on('message', (message) => {
  const order = orderSchema.parse(message)
  if (order.type === 'stop') void crowd.stop().then(() => process.exit(0))
  else crowd.carryOut(order)
})
process.once('disconnect', () => process.exit(0))
setInterval(() => process.send?.({ ...crowd.standing(), unhandled }), REPORT_MS)
