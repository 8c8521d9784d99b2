/**
 * Electron's published security checklist (electronjs.org/docs/latest/tutorial/security), as far as
 * the sources show it. `never`: what no file of main/, src/ or renderer/ may say. `must`: what one
 * file has to say. What only a running terminal shows is tested there: docs/security.md names the
 * test for each number.
 */
export const CHECKLIST = [
  {
    number: 1,
    title: 'Only load secure content',
    never: [/\bloadURL\((?!CUSTOMER_PAGE|PLAIN_URL|`\$\{APP_ORIGIN\}\/`)/],
    must: [['main/modules/lock-down.ts', /setCertificateVerifyProc\(/]],
  },
  {
    number: 2,
    title: 'No Node.js integration for remote content',
    never: [/nodeIntegration\w*:\s*(?!false\b)\w/],
    must: [['main/windows/window.ts', /nodeIntegration: false/]],
  },
  {
    number: 3,
    title: 'Context isolation',
    never: [/contextIsolation:\s*(?!true\b)\w/],
    must: [['main/windows/window.ts', /contextIsolation: true/]],
  },
  {
    number: 4,
    title: 'Process sandboxing',
    never: [/\bsandbox:\s*(?!true\b)\w/, /appendSwitch\(/, /appendArgument\(/],
    must: [['main/windows/window.ts', /\bsandbox: true/]],
  },
  {
    number: 5,
    title: 'Handle permission requests',
    never: [],
    must: ['setPermissionRequestHandler', 'setPermissionCheckHandler', 'setDevicePermissionHandler'].map(
      (name) => ['main/modules/lock-down.ts', new RegExp(`${name}\\(`)],
    ),
  },
  { number: 6, title: 'webSecurity stays on', never: [/webSecurity:\s*(?!true\b)\w/], must: [] },
  {
    number: 7,
    title: 'A content security policy',
    never: [/unsafe-(?:inline|eval|hashes)/, /bypassCSP/, /\son\w+="/],
    must: [
      ['main/windows/app-protocol.ts', /"default-src 'none'"/],
      ['main/windows/app-protocol.ts', /"script-src 'self'"/],
      ['main/windows/app-protocol.ts', /"require-trusted-types-for 'script'"/],
      ['main/windows/app-protocol.ts', /'content-security-policy': CONTENT_SECURITY_POLICY/],
    ],
  },
  {
    number: 8,
    title: 'No insecure content',
    never: [/allowRunningInsecureContent:\s*(?!false\b)\w/],
    must: [],
  },
  { number: 9, title: 'No experimental features', never: [/experimentalFeatures/], must: [] },
  { number: 10, title: 'No Blink features', never: [/enableBlinkFeatures/], must: [] },
  { number: 11, title: 'No allowpopups', never: [/allowpopups/i], must: [] },
  {
    number: 12,
    title: 'No webview',
    never: [/webviewTag:\s*(?!false\b)\w/, /<webview/],
    must: [
      ['main/windows/window.ts', /webviewTag: false/],
      ['main/modules/lock-down.ts', /'will-attach-webview', \(event\) => event\.preventDefault\(\)/],
    ],
  },
  {
    number: 13,
    title: 'Limit navigation',
    never: [],
    must: ['will-navigate', 'will-redirect'].map((name) => [
      'main/modules/lock-down.ts',
      new RegExp(`'${name}'`),
    ]),
  },
  {
    number: 14,
    title: 'Limit new windows',
    never: [/action:\s*'allow'/],
    must: [['main/modules/lock-down.ts', /setWindowOpenHandler\(\(\) => \(\{ action: 'deny' \}\)\)/]],
  },
  {
    number: 15,
    title: 'No openExternal',
    never: [/\bopenExternal\b/, /\bshell\.(?!openExternal)\w+\(/],
    must: [],
  },
  {
    number: 16,
    title: 'A current Electron',
    never: [],
    must: [['package.json', /"electron": "\d+\.\d+\.\d+"/]],
  },
  {
    number: 17,
    title: 'Validate the sender of each message',
    never: [/\bipcMain\.(?:on|once|handleOnce)\(/],
    must: [['main/ipc/electron-door.ts', /\bsenderFrame\b/]],
  },
  {
    number: 18,
    title: 'No file: protocol',
    never: [/\bloadFile\(/, /['"`]file:\/\//],
    must: [['main/windows/app-protocol.ts', /protocol\.handle\('app'/]],
  },
  {
    number: 19,
    title: 'Fuses',
    never: [],
    must: [
      ['electron-builder.yml', /^ {2}runAsNode: false$/m],
      ['electron-builder.yml', /^ {2}enableNodeOptionsEnvironmentVariable: false$/m],
      ['electron-builder.yml', /^ {2}enableNodeCliInspectArguments: false$/m],
      ['electron-builder.yml', /^ {2}grantFileProtocolExtraPrivileges: false$/m],
      ['electron-builder.yml', /^ {2}onlyLoadAppFromAsar: true$/m],
      ['electron-builder.yml', /^ {2}enableEmbeddedAsarIntegrityValidation: true$/m],
    ],
  },
  {
    number: 20,
    title: 'No Electron in the page',
    never: [
      /exposeInMainWorld\([^)]*\b(?:ipcRenderer|require|process)\b/,
      /^\s*(?:send|invoke):\s*ipcRenderer/m,
    ],
    must: [['main/preload/index.ts', /contextBridge\.exposeInMainWorld\('tapsyr', bridge\)/]],
  },
]

/** A rule about code must not trip over a sentence about it; strings stay. */
const withoutComments = (text) => text.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/(^|\s)\/\/.*$/gm, '$1')

/** What of the checklist a file breaks, in words. */
export const broken = (file, text) =>
  CHECKLIST.flatMap(({ number, title, never }) =>
    never
      .map((pattern) => pattern.exec(withoutComments(text)))
      .filter((found) => found !== null)
      .map((found) => `${file}: ${number}. ${title}: ${found[0].trim()}`),
  )

/** What of the checklist is nowhere said; `read` gives a file's text. */
export const unsaid = (read) =>
  CHECKLIST.flatMap(({ number, title, must }) =>
    must
      .filter(([file, pattern]) => !pattern.test(read(file)))
      .map(([file, pattern]) => `${file}: ${number}. ${title}: nothing there is ${pattern}`),
  )

const PAGE_FAULTS = [
  [/<script(?![^>]*\ssrc=)/i, 'a script in the page itself'],
  [/<style/i, 'a style in the page itself'],
  [/\s(?:style|on\w+)=/i, 'an attribute that the policy refuses'],
  [/\s(?:src|href)="(?:[a-z]+:)?\/\//i, 'something of another host'],
]

/** What an HTML page must not hold, in words. */
export const brokenPage = (file, html) =>
  PAGE_FAULTS.filter(([pattern]) => pattern.test(html.replace(/<!--[\s\S]*?-->/g, ''))).map(
    ([, why]) => `${file}: 7. A content security policy: ${why}`,
  )
