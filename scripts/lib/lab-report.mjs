import { readFileSync } from 'node:fs'

const count = (tests, status) => tests.filter((test) => test.status === status).length
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`

/** A test's suite is the outermost `describe` around it. */
const suiteOf = (test) => test.ancestorTitles[0] ?? test.title

/**
 * What came of the lab, from vitest's JSON report: how many tests passed, failed and were skipped,
 * the same for each suite, and what the tests measured. A file that did not load is a suite with one
 * failure, and so is a run that ended otherwise than well without a failed test. `status` is the
 * guest's exit status, undefined when it never said one.
 */
export function readReport(text, status) {
  const files = parse(text)?.testResults ?? []
  const suites = new Map()
  for (const test of files.flatMap((file) => file.assertionResults)) {
    const name = suiteOf(test)
    suites.set(name, [...(suites.get(name) ?? []), test])
  }
  const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const rows = [
    ...[...suites].map(([name, tests]) => suiteRow(name, tests)),
    ...broken.map(({ name, message }) => failureRow(name, message)),
  ]
  if (status !== 0 && sum(rows, 'failed') === 0) rows.push(failureRow('the run itself', endOf(status)))
  return {
    passed: sum(rows, 'passed'),
    failed: sum(rows, 'failed'),
    skipped: sum(rows, 'skipped'),
    suites: rows,
  }
}

function suiteRow(name, tests) {
  const passed = count(tests, 'passed')
  const failed = count(tests, 'failed')
  const measured = tests.flatMap((test) => test.meta?.lab ?? [])
  const failures = tests.filter((test) => test.status === 'failed').map((test) => test.fullName)
  return { name, passed, failed, skipped: tests.length - passed - failed, measured, failures }
}

const failureRow = (name, what) => ({
  name,
  passed: 0,
  failed: 1,
  skipped: 0,
  measured: [],
  failures: [what],
})

const endOf = (status) =>
  status === undefined ? 'hung, crashed or out of time' : `ended with ${status} although no test failed`

const sum = (rows, key) => rows.reduce((total, row) => total + row[key], 0)

/** The same for people. */
export function printedReport({ passed, failed, skipped, suites }) {
  const width = Math.max(0, ...suites.map(({ name }) => name.length))
  const lines = suites.flatMap((suite) => [
    `${suite.failed === 0 ? 'ok    ' : 'FAILED'} ${suite.name.padEnd(width)}  ${suite.passed} passed, ${suite.failed} failed`,
    ...suite.failures.map((name) => `         ${name}`),
    ...longest(suite.measured),
  ])
  return [...lines, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n')
}

/** Of each thing that was measured, the worst. */
function longest(measured) {
  const worst = new Map()
  for (const { what, ms } of measured) worst.set(what, Math.max(ms, worst.get(what) ?? 0))
  return [...worst].map(([what, ms]) => `         ${what}: ${seconds(ms)} at most, in the guest's slow time`)
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
