import { mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSerial } from '#drivers/link/serial.ts'
import { type Panel, startPanel } from '#simulator/panel/server.ts'
import type { PanelSnapshot } from '#simulator/panel/snapshot.ts'
import { startWorld, type World } from '#simulator/world.ts'

let dir: string
let world: World
let panel: Panel

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tapsyr-panel-'))
  world = await startWorld({ dir })
  panel = await startPanel(world)
})

afterAll(async () => {
  await panel?.stop()
  await world?.stop()
  await rm(dir, { recursive: true })
})

const state = async (): Promise<PanelSnapshot> => (await fetch(`${panel.url}state`)).json()
const act = async (action: unknown, type = 'application/json'): Promise<number> => {
  const init = { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(action) }
  return (await fetch(`${panel.url}act`, init)).status
}

/** `fetch` sets the Host header by itself. */
const statusWithHost = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)).on('error', reject)
  })

describe('the panel', () => {
  it('lays a card on the reader and takes it away', async () => {
    expect(await act({ do: 'tap', card: 'Aigerim' })).toBe(204)
    expect((await state()).cards.filter((card) => card.onReader).map((card) => card.name)).toEqual([
      'Aigerim',
    ])
    expect(world.cardOnReader).toBe('Aigerim')
    expect(await act({ do: 'remove' })).toBe(204)
    expect((await state()).cards.some((card) => card.onReader)).toBe(false)
  })

  it('cuts and restores the network', async () => {
    expect(await act({ do: 'network', up: false })).toBe(204)
    expect((await state()).networkUp).toBe(false)
    expect(world.network.isUp).toBe(false)
    expect(await act({ do: 'network', up: true })).toBe(204)
    expect((await state()).networkUp).toBe(true)
  })

  it('takes the paper out and opens the cover', async () => {
    await act({ do: 'paper', out: true })
    await act({ do: 'cover', open: true })
    expect(await state()).toMatchObject({ paperOut: true, coverOpen: true })
    await act({ do: 'paper', out: false })
    await act({ do: 'cover', open: false })
    expect(await state()).toMatchObject({ paperOut: false, coverOpen: false })
  })

  it('shows a printed receipt as a picture', async () => {
    const link = await openSerial(join(dir, 'printer'), { baudRate: 115_200 })()
    if (!link.ok) throw new Error(link.error.code)
    const printed = world.events.next('receipt')
    await link.value.write(Uint8Array.of(0x1b, 0x40, 0x48, 0x69, 0x0a, 0x1d, 0x56, 0x00))
    await printed
    expect((await state()).receipts).toBe(1)
    const picture = await fetch(`${panel.url}receipts/0.png`)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect([...new Uint8Array(await picture.arrayBuffer()).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47])
    expect((await fetch(`${panel.url}receipts/1.png`)).status).toBe(404)
    await link.value.close()
  })

  it('streams every change to an open page', async () => {
    const stream = await fetch(`${panel.url}events`)
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    const until = async (text: string): Promise<void> => {
      for (let seen = ''; !seen.includes(text); ) seen += (await reader?.read())?.value ?? ''
    }
    await until('"onReader":false')
    world.tap('Madina')
    await until('"onReader":true')
    world.remove()
    await reader?.cancel()
  })

  it.each([
    ['a wrong token', (url: string) => url.replace(/[0-9a-f]{48}/, '0'.repeat(48))],
    ['a short token', (url: string) => url.replace(/[0-9a-f]{48}/, 'abc')],
    ['no token', (url: string) => new URL('/', url).href],
  ])('refuses %s', async (_name, change) => {
    for (const path of ['', 'state', 'panel.js', 'receipts/0.png'])
      expect((await fetch(`${change(panel.url)}${path}`)).status).toBe(403)
  })

  it('refuses a page that found the port under another name', async () => {
    expect(await statusWithHost(panel.url, 'evil.example')).toBe(403)
    expect(await statusWithHost(panel.url, new URL(panel.url).host)).toBe(200)
  })

  it.each([
    [{ do: 'tap', card: 'Nobody' }, 'application/json', 400],
    [{ do: 'network', up: 'yes' }, 'application/json', 400],
    [{ do: 'remove' }, 'text/plain', 415],
  ])('refuses %j sent as %s', async (action, type, status) => {
    expect(await act(action, type)).toBe(status)
  })

  it('serves no file but its own', async () => {
    for (const path of ['server.ts', '..%2Fworld.ts', 'toString', 'page/panel.js'])
      expect((await fetch(panel.url + path)).status).toBe(404)
  })
})
