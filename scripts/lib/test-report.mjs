import { readFileSync } from 'node:fs'

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** A runner that failed without naming a failed test still failed once: the count must not hide it. */
const withExitCode = ({ passed, failed }, code) => ({
  passed,
  failed: code !== 0 && failed === 0 ? 1 : failed,
})

/** Passed and failed tests of a vitest JSON report. A file that could not even load is one failure. */
export function vitestCounts(file, code) {
  const report = readJson(file)
  const broken = (report?.testResults ?? []).filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  )
  return withExitCode(
    { passed: report?.numPassedTests ?? 0, failed: (report?.numFailedTests ?? 0) + broken.length },
    code,
  )
}

/** The same of a Playwright JSON report. A flaky test is a failed one: nothing here may need a second try. */
export function playwrightCounts(file, code) {
  const stats = readJson(file)?.stats
  return withExitCode(
    { passed: stats?.expected ?? 0, failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) },
    code,
  )
}
