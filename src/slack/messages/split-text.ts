// Cuts a long text into pieces that each fit into one block of a message. Put together they are the text again, to the character.

import { plain } from '../fit.ts';

/** Characters of one piece as Slack counts them; a section holds 3000, and a title stands above the first piece. */
const pieceLength = 2_600;

/** Cut between lines where that is possible, else between words, else between characters. An empty text is one empty piece. */
export function splitText(text: string, max = pieceLength): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = endOfPiece(text, start, max);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces.length === 0 ? [''] : pieces;
}

/** Words as pieces that are safe for mrkdwn. */
export function inPieces(words: string): string[] {
  return splitText(words).map((piece) => plain(piece, Infinity));
}

function endOfPiece(text: string, start: number, max: number): number {
  let size = 0;
  let afterLine = start;
  let afterWord = start;
  for (let at = start; at < text.length;) {
    const point = text.codePointAt(at) ?? 0;
    size += lengthOf(point);
    // At least one character, or it would never end.
    if (size > max && at > start) return afterLine > start ? afterLine : afterWord > start ? afterWord : at;
    at += point > 0xffff ? 2 : 1;
    if (point === 0x0a) afterLine = at;
    if (point === 0x20) afterWord = at;
  }
  return text.length;
}

/**
 * What a character can become at most: `&` becomes `&amp;` (https://docs.slack.dev/messaging/formatting-message-text#escaping), a
 * sign of markup gets an invisible neighbour, an address two brackets, and a sign that turns the reading direction around is named.
 */
function lengthOf(point: number): number {
  if (point > 0x7e) return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069) ? 8 : 1;
  switch (point) {
    case 0x26: // &
      return 5;
    case 0x3c: // <
    case 0x3e: // >
      return 4;
    case 0x2a: // *
    case 0x2f: // /
    case 0x5f: // _
    case 0x60: // `
    case 0x7e: // ~
      return 2;
    default:
      return 1;
  }
}
