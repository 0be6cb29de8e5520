// The few shapes that our pictures are made of. Pure.

export interface TextLook {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly colour: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly weight?: 'bold';
}

/** `words` are escaped already. */
export function text({ x, y, size, colour, anchor = 'start', weight }: TextLook, words: string): string {
  const bold = weight === undefined ? '' : ' font-weight="bold"';
  const at = `x="${Math.round(x)}" y="${Math.round(y)}"`;
  return `<text ${at} font-family="DejaVu Sans" font-size="${size}" text-anchor="${anchor}" fill="${colour}"${bold}>${words}</text>`;
}

export interface LineLook {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly colour: string;
  readonly width: number;
  readonly dash?: string;
}

export function line({ x1, y1, x2, y2, colour, width, dash }: LineLook): string {
  const ends = `x1="${Math.round(x1)}" y1="${Math.round(y1)}" x2="${Math.round(x2)}" y2="${Math.round(y2)}"`;
  const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash}"`;
  return `<line ${ends} stroke="${colour}" stroke-width="${width}"${dashes}/>`;
}

/** Signs that XML does not allow at all become a mark. */
export function escapeXml(words: string): string {
  return words
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Escaped, and no longer than there is room for. */
export function cut(words: string, most: number): string {
  const points = Array.from(words);
  return escapeXml(points.length <= most ? words : `${points.slice(0, most - 1).join('')}…`);
}
