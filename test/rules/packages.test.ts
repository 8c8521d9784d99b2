import { describe, expect, it } from 'vitest'
import { licencesText } from '../../scripts/lib/dist/licences.mjs'
import { shippedOnly } from '../../scripts/lib/dist/sbom.mjs'
import { read } from './repository.ts'

const component = (name: string, properties: { name: string; value: string }[] = []) => ({
  'bom-ref': name,
  properties,
})

describe('the list of what is inside', () => {
  const dev = { name: 'cdx:npm:package:development', value: 'true' }
  const bom = {
    metadata: { component: component('tapsyr@0.1.0') },
    components: [
      component('bundled@1.0.0', [dev]),
      component('native@2.0.0'),
      component('linter@3.0.0', [dev]),
    ],
    dependencies: [
      { ref: 'tapsyr@0.1.0', dependsOn: ['native@2.0.0', 'bundled@1.0.0', 'linter@3.0.0'] },
      { ref: 'linter@3.0.0', dependsOn: ['bundled@1.0.0'] },
    ],
  }
  const shipped = shippedOnly(bom, {
    shipped: ['bundled@1.0.0', 'native@2.0.0'],
    electron: '45.4.1',
    version: '0.1.0',
  })

  it('has what ships and the runtime, and none of the tools', () => {
    expect(shipped.components.map((each) => each['bom-ref'])).toEqual([
      'bundled@1.0.0',
      'native@2.0.0',
      'electron@45.4.1',
    ])
    expect(shipped.components[0]?.properties).toEqual([])
    expect(shipped.dependencies).toEqual([
      { ref: 'tapsyr@0.1.0', dependsOn: ['native@2.0.0', 'bundled@1.0.0'] },
    ])
  })
})

it('writes each licence out, once', () => {
  const text = licencesText(['node_modules/zod', 'node_modules/zod'])
  expect(text.match(/^zod \d+\.\d+\.\d+ \(MIT\)$/gm)).toHaveLength(1)
  expect(text).toContain('THE SOFTWARE IS PROVIDED "AS IS"')
})

it('has the Debian package depend on what the native modules load', () => {
  const control = read('packaging/deb/control')
  for (const library of ['libusb-1.0-0', 'libudev1', 'libpcsclite1', 'libnss3', 'libstdc++6'])
    expect(control).toMatch(new RegExp(`^Depends:.*\\b${library.replaceAll('+', '\\+')}(,|$)`, 'm'))
})
