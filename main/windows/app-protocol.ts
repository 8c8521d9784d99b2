import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { protocol } from 'electron'
import { PLAIN_PAGE, plainFile } from './plain-page.ts'

export const APP_ORIGIN = 'app://kiosk'

/**
 * The customer's screen has an origin of its own: main's door refuses it everything, and it shares
 * neither the page's database nor, as another site, its process.
 */
export const CUSTOMER_ORIGIN = 'app://customer'
export const CUSTOMER_PAGE = `${CUSTOMER_ORIGIN}/customer/index.html`
/** Shown when a page does not live. */
export const PLAIN_URL = `${APP_ORIGIN}${PLAIN_PAGE}`
const HOSTS: readonly string[] = ['kiosk', 'customer']

/** Everything a page may load: its own files, and nothing from anywhere else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}

/** Must run before the app is ready: an origin of its own gives a page a database of its own. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** Serves the built renderer from `root` under both origins, each answer with the strict headers. */
export function serveApp(root: string): void {
  protocol.handle('app', async (request) => {
    const plain = plainFile(new URL(request.url).pathname)
    if (plain) return new Response(plain.body, { headers: headersOf(plain.type) })
    const path = fileOf(root, request.url)
    const body = path && (await readFile(path).catch(() => undefined))
    if (!path || !body) return new Response('not found', { status: 404 })
    return new Response(new Uint8Array(body), { headers: headersOf(typeOf(path)) })
  })
}

function fileOf(root: string, url: string): string | undefined {
  const { host, pathname } = new URL(url)
  const path = normalize(join(root, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)))
  return HOSTS.includes(host) && path.startsWith(join(root, '/')) ? path : undefined
}

const typeOf = (path: string): string => TYPES[extname(path)] ?? 'application/octet-stream'

const headersOf = (type: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
})
