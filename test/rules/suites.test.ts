import { expect, it } from 'vitest'
import { filesIn, read } from './repository.ts'

/** Contract suite → the wires that it must run on. `lab`: in the hardware lab, on that driver of the kernel. */
const WIRES: Readonly<Record<string, readonly string[]>> = {
  'cards on a PN532': ['over memory', 'over a serial port', 'on ttyACM (lab)'],
  'cards on a NEO': ['over memory', 'over a serial port', 'over HID reports in memory', 'on hidraw (lab)'],
  'cards on a PC/SC reader': ['over pcscd'],
  PN532: ['over memory', 'over a serial port', 'on ttyACM (lab)'],
  NEO: ['over memory', 'over a serial port', 'over HID reports in memory', 'on hidraw (lab)'],
  'PC/SC': ['over pcscd'],
  'ESC/POS': [
    ...['over memory', 'over a serial port', 'over TCP', 'over the file of a USB printer'],
    'on usblp (lab)',
  ],
  'HID POS scanner': ['over memory', 'on hidraw (lab)'],
}

const TITLE = /\bdescribe(?:\.\w+\(\w+\))?\(\s*(['"`])(.+?)\1/g

/** Titles of the suites, without the layout that they are repeated for, and without why they are skipped. */
const titlesIn = (folder: string, ending: string, mark: string): string[] =>
  filesIn(folder)
    .filter((file) => file.endsWith(ending))
    .flatMap((file) => [...read(file).matchAll(TITLE)].map(([, , title = '']) => title))
    .map(
      (title) =>
        title
          .replace(/ \(\$\{layout\}\)/, '')
          .replace(/\$\{.*/, '')
          .trim() + mark,
    )

it('runs each contract suite on every wire that its devices have', () => {
  const titles = new Set([
    ...titlesIn('test/contract', '.test.ts', ''),
    ...titlesIn('test/lab/suites', '.lab.ts', ' (lab)'),
  ])
  const wanted = Object.entries(WIRES).flatMap(([suite, wires]) => wires.map((wire) => `${suite} ${wire}`))
  const lines = wanted.map((title) => `${titles.has(title) ? 'runs   ' : 'MISSING'} ${title}`)
  process.stdout.write(`Contract suites and their wires:\n${lines.join('\n')}\n`)
  expect(wanted.filter((title) => !titles.has(title))).toEqual([])
})
