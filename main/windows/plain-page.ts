import { EN } from '#src/errors/words/en.ts'
import { KK } from '#src/errors/words/kk.ts'
import { RU } from '#src/errors/words/ru.ts'

/** Paths under the page's own origin; what they hold is in the program, not in a file that may be damaged. */
export const PLAIN_PAGE = '/out-of-service.html'
const PLAIN_STYLE = '/out-of-service.css'

const CODE = 'PAGE_FAILING'

/** Nobody can be asked for their language here, so it says it in each. */
const SAID = [
  { lang: 'kk', title: 'Терминал жұмыс істемейді', ...KK[CODE] },
  { lang: 'ru', title: 'Терминал не работает', ...RU[CODE] },
  { lang: 'en', title: 'Out of service', ...EN[CODE] },
] as const

const sections = SAID.map(
  ({ lang, title, what, now }) =>
    `<section lang="${lang}"><h1>${title}</h1><p>${what}<br>${now}</p></section>`,
).join('')

const HTML = `<!doctype html><html lang="kk"><head><meta charset="utf-8"><title>${CODE}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="${PLAIN_STYLE}"></head>
<body data-plain><main role="alert">${sections}<p><code>${CODE}</code></p></main></body></html>`

const STYLE = `:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#f7f5f1, #101419); color: light-dark(#14181f, #f2f0ea);
  font: 20px/1.4 system-ui, sans-serif; }
main { box-sizing: border-box; min-height: 100vh; padding: 32px 6vw; display: flex; flex-direction: column;
  gap: 24px; justify-content: center; }
h1 { margin: 0 0 4px; font-size: clamp(24px, 4vw, 40px); line-height: 1.15; color: light-dark(#b3261e, #ff8a80); }
p { margin: 0; }
code { color: light-dark(#565f6b, #a6afba); font-size: 16px; }
@media (max-height: 620px) { body { font-size: 16px; } main { gap: 12px; padding-block: 16px; } }`

/** What is shown when the real page does not live: no script, no file. Undefined: another path. */
export function plainFile(path: string): { readonly body: string; readonly type: string } | undefined {
  if (path === PLAIN_PAGE) return { body: HTML, type: 'text/html; charset=utf-8' }
  if (path === PLAIN_STYLE) return { body: STYLE, type: 'text/css; charset=utf-8' }
  return undefined
}
