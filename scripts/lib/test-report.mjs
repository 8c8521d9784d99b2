import { readFileSync } from 'node:fs'

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** A runner that failed without naming a failed test still failed once: the count must not hide it. */
const withExitCode = ({ passed, failed, names }, code) => ({
  passed,
  failed: code !== 0 && failed === 0 ? 1 : failed,
  names,
})

/** Passed and failed tests of a vitest JSON report, and which failed. A file that could not even load is one failure. */
export function vitestCounts(file, code) {
  const report = readJson(file)
  const files = report?.testResults ?? []
  const broken = files.filter((result) => result.status === 'failed' && result.assertionResults.length === 0)
  const failed = files.flatMap(({ name, assertionResults }) =>
    assertionResults.flatMap(({ status, fullName }) => (status === 'failed' ? `${name}: ${fullName}` : [])),
  )
  return withExitCode(
    {
      passed: report?.numPassedTests ?? 0,
      failed: (report?.numFailedTests ?? 0) + broken.length,
      names: [...broken.map(({ name }) => name), ...failed],
    },
    code,
  )
}

/** The same of a Playwright JSON report. A flaky test is a failed one: nothing here may need a second try. */
export function playwrightCounts(file, code) {
  const { stats, suites = [] } = readJson(file) ?? {}
  return withExitCode(
    {
      passed: stats?.expected ?? 0,
      failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
      names: suites.flatMap(failedSpecs),
    },
    code,
  )
}

const failedSpecs = ({ suites = [], specs = [] }) => [
  ...specs.flatMap(({ ok, file, title }) => (ok ? [] : `${file}: ${title}`)),
  ...suites.flatMap(failedSpecs),
]
