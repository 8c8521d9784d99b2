import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { read } from './repository.ts'

const packageSchema = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  optional: z.boolean().optional(),
  inBundle: z.boolean().optional(),
})
const lock = z
  .object({ packages: z.record(z.string(), packageSchema) })
  .parse(JSON.parse(read('package-lock.json')))
const wanted = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read('package.json')))

const packages = Object.entries(lock.packages).filter(([path]) => path !== '')

/** Builds of pcsc-mini for machines that no terminal runs on: the registry that was asked has none of them. */
const NOWHERE = /^node_modules\/@pcsc-mini\/(?!linux-x86_64-gnu$)/

describe('the lock file', () => {
  it('names the hash of every package that can be installed', () => {
    const without = packages
      .filter(([, entry]) => !/^sha512-[\w+/]{86}==$/.test(entry.integrity ?? '') && !entry.inBundle)
      .map(([path]) => path)
    expect(without.filter((path) => !NOWHERE.test(path))).toEqual([])
    expect(without.filter((path) => lock.packages[path]?.optional !== true)).toEqual([])
  })

  it('names no host: a package is its hash, wherever it is fetched from', () => {
    expect(packages.filter(([, entry]) => entry.resolved !== undefined)).toEqual([])
  })

  it('holds the very versions that package.json names, and package.json no ranges', () => {
    const named = Object.entries({ ...wanted.dependencies, ...wanted.devDependencies })
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))).toEqual([])
    const other = named.filter(
      ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
    )
    expect(other).toEqual([])
  })
})
