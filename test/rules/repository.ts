import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFiles } from '../../scripts/lib/source-files.mjs'

const ROOT = join(import.meta.dirname, '../..')

export const exists = (path: string): boolean => existsSync(join(ROOT, path))
export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
export const filesIn = (...folders: string[]): string[] => folders.flatMap(sourceFiles)

/** A file's code without its comments: a rule about code must not trip over a sentence about it. */
export const withoutComments = (text: string): string =>
  text.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/(^|\s)\/\/.*$/gm, '$1')
