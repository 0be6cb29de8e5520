// The end of a text without some marks. A pattern anchored at the end would look at a long row of marks again and again.

/** `marks` are the characters that are taken off, blanks always. */
export function withoutTail(text: string, marks: string): string {
  let end = text.length;
  while (end > 0 && (marks.includes(text.charAt(end - 1)) || text.charAt(end - 1).trim() === '')) end -= 1;
  return text.slice(0, end);
}
