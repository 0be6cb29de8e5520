// Looking up lines in a list of lines that is in order.

/** The index of the first line that is not before `line`; the length of the list when there is none. */
export function firstAtLeast(lines: readonly number[], line: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the lines lie in the range; both ends belong to it. */
export function countBetween(lines: readonly number[], from: number, to: number): number {
  return firstAtLeast(lines, to + 1) - firstAtLeast(lines, from);
}
