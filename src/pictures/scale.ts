// Round numbers and times for the edges of a picture. Pure.

/** Three to six round numbers that cover least and most. */
export function niceTicks(least: number, most: number): readonly number[] {
  const span = most - least || Math.abs(most) || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(most / step));
  // Counted in steps: adding them up would end in 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Evenly spread, the ends included. */
export function spread(from: number, to: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
}

const dayMs = 86_400_000;

/** As short as the span allows: the hour within two days, else the day. */
export function timeLabel(at: Date, spanMs: number, zone: string): string {
  const parts = spanMs <= 2 * dayMs ? hour : day;
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone }).format(at);
}

const hour = { weekday: 'short', hour: '2-digit', minute: '2-digit' } as const;
const day = { day: 'numeric', month: 'short' } as const;

/** 12,000 as 12k: a phone has no room for more. */
export function tickLabel(value: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 }).format(value);
}
