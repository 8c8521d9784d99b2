import { describe, expect, it } from 'vitest'
import { broken, brokenPage, CHECKLIST, unsaid } from '../../scripts/lib/electron-rule.mjs'
import { filesIn, read } from './repository.ts'

/** A line that breaks each item which a line can break. */
const BAD = [
  [1, "window.loadURL('https://example.org')"],
  [1, 'window.loadURL(address)'],
  [2, 'webPreferences: { nodeIntegration: true }'],
  [2, 'webPreferences: { nodeIntegrationInWorker: isOld }'],
  [3, 'contextIsolation: false,'],
  [4, 'sandbox: false,'],
  [4, "app.commandLine.appendSwitch('no-sandbox')"],
  [6, 'webSecurity: false'],
  [7, `script-src 'self' 'unsafe-inline'`],
  [7, 'privileges: { bypassCSP: true }'],
  [8, 'allowRunningInsecureContent: true'],
  [9, 'experimentalFeatures: true'],
  [10, "enableBlinkFeatures: 'Serial'"],
  [11, '<x-view allowpopups>'],
  [12, 'webviewTag: true'],
  [14, "setWindowOpenHandler(() => ({ action: 'allow' }))"],
  [15, 'shell.openExternal(url)'],
  [17, "ipcMain.on('pay', pay)"],
  [18, "window.loadFile('index.html')"],
  [18, 'const page = `file:///opt/index.html`'],
  [20, "contextBridge.exposeInMainWorld('electron', ipcRenderer)"],
  [20, 'const bridge = {\n  invoke: ipcRenderer.invoke,\n}'],
] as const

describe('Electron’s security checklist', () => {
  it.each(BAD)('sees that item %i is broken by %s', (number, line) => {
    expect(broken('main/x.ts', line).map((found) => Number(/: (\d+)\./.exec(found)?.[1]))).toEqual([number])
  })

  it('takes no sentence for code', () => {
    expect(broken('main/x.ts', '// sandbox: false would be wrong')).toEqual([])
  })

  it('misses what nothing says', () => {
    const missing = unsaid(() => '').map((line) => Number(/: (\d+)\./.exec(line)?.[1]))
    expect([...new Set(missing)]).toEqual([1, 2, 3, 4, 5, 7, 12, 13, 14, 16, 17, 18, 19, 20])
  })

  it.each([
    '<script>run()</script>',
    '<style>a{}</style>',
    '<p onclick="run()">',
    '<img src="https://a.b/c">',
  ])('sees what the policy refuses in a page: %s', (html) =>
    expect(brokenPage('renderer/index.html', html)).toHaveLength(1),
  )

  it('is kept by the program and its pages', () => {
    expect(filesIn('main', 'src', 'renderer').flatMap((file) => broken(file, read(file)))).toEqual([])
    expect(unsaid(read)).toEqual([])
    for (const page of ['renderer/index.html', 'renderer/customer/index.html'])
      expect(brokenPage(page, read(page))).toEqual([])
  })

  it('is answered number by number in docs/security.md', () => {
    const answers = read('docs/security.md')
    const unanswered = CHECKLIST.filter(({ number, title }) => !answers.includes(`| ${number}. ${title} `))
    expect(unanswered).toEqual([])
  })
})
