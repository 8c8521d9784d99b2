export interface Import {
  readonly specifier: string
  readonly line: number
}

export interface Violation extends Import {
  readonly file: string
  readonly why: string
}

export function importsOf(text: string): Import[]
export function whyNot(file: string, specifier: string): string | undefined
export function violations(file: string, text: string): Violation[]
