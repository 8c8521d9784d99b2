/** Arguments for node that run one of our TypeScript programs as it is. */
export const typescript = (program, args = []) => ['--import', 'tsx', program, ...args]
