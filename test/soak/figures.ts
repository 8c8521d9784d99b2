import { type Timing, timing } from '../bench/figures.ts'

/** A measurement at a time. */
export interface Point {
  readonly minutes: number
  readonly value: number
}

/** How something went over a run. */
export interface Trend {
  readonly first: number
  readonly last: number
  readonly max: number
  /** By least squares over the second half, when caches are full: what a day would add, by 24. */
  readonly perHour: number
}

export function trend(points: readonly Point[]): Trend {
  const values = points.map(({ value }) => value)
  return {
    first: tenth(values[0]),
    last: tenth(values.at(-1)),
    max: tenth(Math.max(...values)),
    perHour: tenth(slope(points.slice(Math.floor(points.length / 2))) * 60),
  }
}

/** Least squares; in units a minute. NaN with fewer than two times. */
export function slope(points: readonly Point[]): number {
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const x = mean(({ minutes }) => minutes)
  const y = mean(({ value }) => value)
  const covariance = mean(({ minutes, value }) => (minutes - x) * (value - y))
  return covariance / mean(({ minutes }) => (minutes - x) ** 2)
}

export interface Drift {
  readonly first: Timing
  readonly last: Timing
}

/** The first quarter of a run against its last, by time. */
export function drift(points: readonly Point[], minutes: number): Drift {
  const values = (from: number, to: number) =>
    points.filter((point) => point.minutes >= from && point.minutes <= to).map(({ value }) => value)
  return { first: timing(values(0, minutes / 4)), last: timing(values((minutes * 3) / 4, minutes)) }
}

const tenth = (value = Number.NaN): number => Math.round(value * 10) / 10
