import { createServer, type IncomingMessage } from 'node:http'

interface ServerParts {
  readonly text: () => Promise<string>
  readonly log: (message: string) => void
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
const TEXT_FORMAT = 'text/plain; version=0.0.4; charset=utf-8'
const HOST = '127.0.0.1'

/** Answers `GET /metrics` to this machine alone. Returns the function that ends it. */
export function serveMetrics(port: number, { text, log }: ServerParts): () => void {
  const server = createServer(async (request, response) => {
    const code = codeFor(request, port)
    if (code !== 200) {
      response.writeHead(code).end()
      return
    }
    const body = await text()
    response.writeHead(200, { 'content-type': TEXT_FORMAT, 'cache-control': 'no-store' }).end(body)
  })
  server.on('error', (error) => log(`no figures at ${HOST}:${port}: ${error.message}`))
  server.listen(port, HOST)
  return () => {
    server.close()
    server.closeAllConnections()
  }
}

/** A page in some browser of this machine may come here under a name of its own: it is not for pages. */
function codeFor({ method, url, headers }: IncomingMessage, port: number): number {
  if (headers.host !== `${HOST}:${port}` && headers.host !== `localhost:${port}`) return 403
  if (headers.origin !== undefined) return 403
  if (url !== '/metrics') return 404
  return method === 'GET' ? 200 : 405
}
