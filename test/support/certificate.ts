import { execFileSync } from 'node:child_process'

/** A key and a certificate that signs itself, for "localhost": `key.pem` and `cert.pem` in the folder. */
export function certify(folder: string): void {
  const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test'
  const names = ['-addext', 'subjectAltName=DNS:localhost', '-keyout', 'key.pem', '-out', 'cert.pem']
  execFileSync('openssl', [...request.split(' '), ...names], { cwd: folder, stdio: 'ignore' })
}
