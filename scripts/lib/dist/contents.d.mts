export function asarOf(folder: string): string
export function nativeModules(folder: string): string[]
export function shippedPackages(folder: string): string[]
export function wrongIn(folder: string): string[]
