// Text of people and systems as one line of a terminal: no escape sequence, no turned writing direction, no line break gets through.

export function plainLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g, '')
    .trim();
}
