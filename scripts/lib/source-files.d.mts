export function sourceFiles(folder: string): string[]
