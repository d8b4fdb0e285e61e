/** The value below which the part `q` (0 to 1) of the values lies; NaN of none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? Number.NaN)) / 2 : upper;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How late arrivals were, in ms, and how many came before their instant. */
export interface Lag {
  first: number;
  p50: number;
  p99: number;
  max: number;
  early: number;
}

export function lagOf(lagsMs: readonly number[]): Lag {
  return {
    first: Math.min(...lagsMs),
    p50: quantile(lagsMs, 0.5),
    p99: quantile(lagsMs, 0.99),
    max: Math.max(...lagsMs),
    early: lagsMs.filter((ms) => ms < 0).length,
  };
}

/** Slope of a straight line through the points, by least squares. */
export function slopeOf(points: readonly { x: number; y: number }[]): number {
  const middleX = mean(points.map(({ x }) => x));
  const middleY = mean(points.map(({ y }) => y));
  const rise = points.reduce((sum, { x, y }) => sum + (x - middleX) * (y - middleY), 0);
  const run = points.reduce((sum, { x }) => sum + (x - middleX) ** 2, 0);
  return rise / run;
}
