import { join } from 'node:path'

/** Where the signatures over a configuration lie. */
export const signaturePath = (path: string): string => `${path}.sig`
/** The configuration before the last change. */
export const previousPath = (path: string): string => `${path}.previous`
/** The configuration that the terminal last started with: who may mend it when the file is broken. */
export const lastGoodPath = (userData: string): string => join(userData, 'last-good-config.json')
