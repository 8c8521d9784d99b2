export function licencesText(packages: string[]): string
