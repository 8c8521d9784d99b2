/** Keys whose values are nobody's to read on a screen. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'pin',
  'testGasKey',
  'testKey',
  'privateKey',
  'password',
  'apiKey',
])
export const MASK = '•••'

/** The same JSON without its secrets: PIN hashes, keys, and of addresses in the network all but the host. */
export function maskJson(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return SECRET_KEYS.has(key) ? MASK : maskUrl(value)
  if (Array.isArray(value)) return value.map((each) => maskJson(each))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskJson(inner, name)]))
  return value
}

/** Of a web address the rest often holds the operator's key. */
function maskUrl(text: string): string {
  if (!/^[a-z]+:\/\//i.test(text) || !URL.canParse(text)) return text
  const { protocol, host, pathname, search, username, password } = new URL(text)
  const isBare = pathname === '/' && search === '' && username === '' && password === ''
  return isBare ? text : `${protocol}//${host}/${MASK}`
}

/** Every secret of the JSON itself, so that others can make sure that none of them gets out. */
export function secretsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') {
    if (SECRET_KEYS.has(key)) return [value]
    if (maskUrl(value) === value) return []
    const { pathname, search, username, password } = new URL(value)
    return [pathname, search, username, password].filter((part) => part.length > 1)
  }
  if (Array.isArray(value)) return value.flatMap((each) => secretsIn(each))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => secretsIn(inner, name))
  return []
}

/** What a file says, if it is JSON; null if it is not, or if there is none. */
export function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
