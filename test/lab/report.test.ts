import { describe, expect, it } from 'vitest'
import { printedReport, readReport } from '../../scripts/lib/lab-report.mjs'

interface Test {
  readonly suite: string
  readonly title: string
  readonly status: 'passed' | 'failed' | 'skipped'
  readonly lab?: readonly { what: string; ms: number }[]
}

/** The parts of vitest's JSON report that count. */
const vitestReport = (files: readonly (readonly Test[] | 'does not load')[]): string =>
  JSON.stringify({
    testResults: files.map((tests) =>
      tests === 'does not load'
        ? { name: '/a.lab.ts', message: 'no such export', status: 'failed', assertionResults: [] }
        : { status: 'passed', assertionResults: tests.map(assertion) },
    ),
  })

const assertion = ({ suite, title, status, lab }: Test) => ({
  ancestorTitles: [suite],
  title,
  fullName: `${suite} ${title}`,
  status,
  meta: lab ? { lab } : {},
})

const failure = (name: string, what: string) => ({
  ...{ name, passed: 0, failed: 1, skipped: 0, measured: [] },
  failures: [what],
})

const READER: Test = { suite: 'reader', title: 'finds a card', status: 'passed' }

describe("the lab's report", () => {
  it('counts each suite', () => {
    const text = vitestReport([
      [READER, { ...READER, title: 'is gone', status: 'failed' }],
      [{ suite: 'printer', title: 'prints', status: 'skipped' }],
    ])
    expect(readReport(text, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 1,
      suites: [
        { name: 'reader', passed: 1, failed: 1, skipped: 0, measured: [], failures: ['reader is gone'] },
        { name: 'printer', passed: 0, failed: 0, skipped: 1, measured: [], failures: [] },
      ],
    })
  })

  it('takes a file that does not load for a failure', () => {
    const report = readReport(vitestReport([[READER], 'does not load']), 1)
    expect(report).toMatchObject({ passed: 1, failed: 1 })
    expect(report.suites).toContainEqual(failure('/a.lab.ts', 'no such export'))
  })

  it.each([
    [undefined, 'hung, crashed or out of time'],
    [1, 'ended with 1 although no test failed'],
    [139, 'ended with 139 although no test failed'],
  ])('takes a guest that ended with %s for a failure', (status, what) => {
    const report = readReport(vitestReport([[READER]]), status)
    expect(report).toMatchObject({ passed: 1, failed: 1 })
    expect(report.suites).toContainEqual(failure('the run itself', what))
  })

  it('takes a guest that left no report for a failure', () => {
    expect(readReport('', undefined)).toMatchObject({ passed: 0, failed: 1 })
  })

  it('shows the longest of what was measured', () => {
    const [first, second] = [300, 1_900].map((ms) => ({ ...READER, lab: [{ what: 'plugged in', ms }] }))
    if (!first || !second) throw new Error('two tests')
    expect(printedReport(readReport(vitestReport([[first, second]]), 0))).toBe(
      [
        'ok     reader  2 passed, 0 failed',
        "         plugged in: 1.9 s at most, in the guest's slow time",
        '2 passed, 0 failed, 0 skipped',
      ].join('\n'),
    )
  })
})
