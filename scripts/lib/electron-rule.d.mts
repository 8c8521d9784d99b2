export const CHECKLIST: readonly { readonly number: number; readonly title: string }[]
export function broken(file: string, text: string): string[]
export function unsaid(read: (file: string) => string): string[]
export function brokenPage(file: string, html: string): string[]
