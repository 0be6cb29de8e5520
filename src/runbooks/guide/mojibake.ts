// UTF-8 that somebody read as windows-1252 or Latin-1, turned back, run by run. For words only: in code it could change what runs.

// Bytes 0x80–0x9f of windows-1252; the five it leaves open stay control characters, as in Latin-1.
// https://encoding.spec.whatwg.org/index-windows-1252.txt
const high = new Map(
  Array.from('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ', (mark, index) => [
    mark.charCodeAt(0),
    0x80 + index,
  ]),
);

/** Text can have been misread more than once. */
const mostPasses = 3;
const suspicious = /[\u00c2-\u00f4]/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text with every run that is surely misread turned back; anything else stays. */
export function repairMojibake(text: string): string {
  let now = text;
  for (let pass = 0; pass < mostPasses && suspicious.test(now); pass += 1) {
    const next = repairOnce(now);
    if (next === now) break;
    now = next;
  }
  return now;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly means: string;
  /** Could hardly be meant as it stands. A weak one counts beside another. */
  readonly isStrong: boolean;
}

function repairOnce(text: string): string {
  const runs = runsIn(text);
  let repaired = '';
  let at = 0;
  for (const [index, run] of runs.entries()) {
    const isBeside = runs[index - 1]?.to === run.from || runs[index + 1]?.from === run.to;
    if (!run.isStrong && !isBeside) continue;
    repaired += text.slice(at, run.from) + run.means;
    at = run.to;
    // The last byte of an emoji's variation selector is one that windows-1252 does not have, so it is often lost.
    if (text.startsWith('ï¸', at)) at += 2;
  }
  return repaired + text.slice(at);
}

function runsIn(text: string): Run[] {
  const runs: Run[] = [];
  let at = 0;
  while (at < text.length) {
    const run = runAt(text, at);
    if (run !== undefined) runs.push(run);
    at = run?.to ?? at + 1;
  }
  return runs;
}

function runAt(text: string, from: number): Run | undefined {
  const lead = text.charCodeAt(from);
  const length = lead < 0xc2 || lead > 0xf0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length === 0) return undefined;
  const bytes = [lead];
  while (bytes.length < length) {
    const byte = byteOf(text.charCodeAt(from + bytes.length));
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  const means = decoded(bytes);
  if (means === undefined) return undefined;
  return {
    from,
    to: from + length,
    means: /^[\ufe0f\ufeff]$/.test(means) ? '' : means,
    isStrong: isStrong(lead, text.charAt(from + 1)),
  };
}

// Â and Ã begin Latin letters and signs, â and ï punctuation and signs, ð emoji. "Ä”", "CAFÉ®" and "é”…" may be meant as they stand.
function isStrong(lead: number, next: string): boolean {
  if (lead === 0xc4 || lead === 0xc5) return !/[‘-„…–—™]/.test(next);
  return lead <= 0xc3 || lead === 0xe2 || lead === 0xef || lead === 0xf0;
}

/** A byte that continues a character, or nothing. */
function byteOf(code: number): number | undefined {
  const byte = high.get(code) ?? code;
  return byte >= 0x80 && byte <= 0xbf ? byte : undefined;
}

function decoded(bytes: readonly number[]): string | undefined {
  try {
    return utf8.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
