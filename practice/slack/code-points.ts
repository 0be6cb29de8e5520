// Slack counts texts in Unicode code points, not in UTF-16 units.

export function codePoints(text: string): number {
  return Array.from(text).length;
}

/** The first so many code points of a text. */
export function firstCodePoints(text: string, count: number): string {
  return Array.from(text).slice(0, count).join('');
}
