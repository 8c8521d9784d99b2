/** What an amount is counted in. `decimals` places the point: 6 for USDC. */
export interface Asset {
  readonly symbol: string
  readonly decimals: number
}
