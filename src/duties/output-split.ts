// What a step printed, as its card shows it: short output whole, long output as its first and last lines with the rest in a file.

import { sizeInCode } from '../slack/fit.ts';

export interface SplitOutput {
  readonly shown: string;
  /** Null when `shown` is all of it. */
  readonly whole: string | null;
}

/** As Slack counts it, in which `<` takes four characters: what is shown must fit its message whole. */
const shownLimit = 2_800;
const partLimit = 1_200;

export function splitOutput(output: string): SplitOutput {
  const trimmed = output.trimEnd();
  if (trimmed.length <= shownLimit && sizeInCode(trimmed) <= shownLimit) return { shown: trimmed, whole: null };
  const points = Array.from(trimmed.slice(0, partLimit));
  const head = upToLine(fitting(points));
  const tail = fromLine(fitting(Array.from(trimmed.slice(-partLimit)).reverse()).reverse());
  const left = trimmed.length - head.length - tail.length;
  return { shown: `${head}\n… ${left} characters left out; the file has them all …\n${tail}`, whole: trimmed };
}

/** The first of these characters, as many as fit one part; no half of one that the cut went through. */
function fitting(points: readonly string[]): string[] {
  const kept: string[] = [];
  let room = partLimit;
  for (const point of points) {
    room -= point === '`' ? 2 : sizeInCode(point) - sizeInCode('');
    if (room < 0) break;
    if (!/^\p{Surrogate}$/u.test(point)) kept.push(point);
  }
  return kept;
}

/** Without the begun line at its end, unless that is most of it. */
function upToLine(points: readonly string[]): string {
  const last = points.lastIndexOf('\n');
  return points.slice(0, last > points.length / 2 ? last : undefined).join('');
}

/** Without the rest of a line at its beginning, unless that is most of it. */
function fromLine(points: readonly string[]): string {
  const first = points.indexOf('\n');
  return points.slice(first !== -1 && first < points.length / 2 ? first + 1 : 0).join('');
}
