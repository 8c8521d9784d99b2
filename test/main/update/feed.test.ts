import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fetchOffer } from '#main/update/feed.ts'
import { fail, ok } from '#src/result.ts'
import { type ReleaseOptions, release, updateKey } from './release.ts'

const { privateKey, publicKey } = updateKey()
const ARCHIVE = Buffer.from('an archive')
const OPTIONS: ReleaseOptions = { version: '0.2.0', archive: ARCHIVE }
const config = { url: 'https://updates.example.kz/tapsyr', key: publicKey, channel: 'latest' }

/** What a server with these files answers. */
const asked = (files: ReadonlyMap<string, Uint8Array>, changes: Partial<typeof config> = {}) =>
  fetchOffer({ ...config, ...changes }, async (url) => {
    const body = files.get(url.slice('https://updates.example.kz/tapsyr'.length))
    return body ? ok(body) : fail('RPC_REFUSED', 'status 404')
  })

describe('an offer', () => {
  it('is what the operator signed', async () => {
    const files = release({ ...OPTIONS, stagingPercentage: 10 }, privateKey)
    expect(await asked(files)).toEqual(
      ok({
        version: '0.2.0',
        percentage: 10,
        archive: {
          url: 'https://updates.example.kz/tapsyr/tapsyr-0.2.0.tar.gz',
          size: ARCHIVE.length,
          sha512: createHash('sha512').update(ARCHIVE).digest('base64'),
        },
      }),
    )
  })

  it('without a signature is refused', async () => {
    const files = release(OPTIONS, privateKey)
    files.delete('/latest-linux.yml.sig')
    expect(await asked(files)).toMatchObject(fail('UPDATE_UNSIGNED'))
  })

  it('that another key signed is refused', async () => {
    expect(await asked(release(OPTIONS, updateKey().privateKey))).toMatchObject(
      fail('UPDATE_SIGNATURE_INVALID'),
    )
  })

  it('of which any byte was altered is refused before it is parsed', async () => {
    const files = release(OPTIONS, privateKey)
    const text = files.get('/latest-linux.yml') ?? Buffer.alloc(0)
    for (let i = 0; i < text.length; i += 7) {
      const altered = Buffer.from(text)
      altered.writeUInt8((altered[i] ?? 0) ^ 1, i)
      const answer = await asked(new Map([...files, ['/latest-linux.yml', altered]]))
      expect(answer).toMatchObject(fail('UPDATE_SIGNATURE_INVALID'))
    }
  })

  it('that cannot be fetched says so, and says no more', async () => {
    expect(await asked(new Map())).toEqual(fail('RPC_REFUSED', 'status 404'))
  })

  it.each<[string, Partial<ReleaseOptions>]>([
    ['a version of another form', { version: '0.2.0-beta.1' }],
    ['a version that is a path', { version: '../../etc' }],
    ['a hash of another kind', { sha512: 'abc' }],
    ['no length', { size: 0 }],
    ['a file that is no archive', { url: 'tapsyr.AppImage' }],
    ['a file of the terminal', { url: 'file:///etc/shadow.tar.gz' }],
  ])('that is signed with %s is refused', async (_what, changes) => {
    expect(await asked(release({ ...OPTIONS, ...changes }, privateKey))).toMatchObject(fail('UPDATE_INVALID'))
  })

  it('comes from the channel that is configured', async () => {
    const files = release(OPTIONS, privateKey)
    expect(await asked(files, { channel: 'beta' })).toMatchObject(fail('RPC_REFUSED'))
  })
})
