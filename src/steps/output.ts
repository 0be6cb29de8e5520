// Keeps what a system prints within a byte limit: its beginning and its end, the middle dropped and counted. The text that comes
// out is harmless to show: no escape sequences, no control characters but tab and newline, no broken UTF-8.

export interface OutputCollector {
  readonly add: (chunk: Uint8Array) => void;
  /** Bytes added so far, kept or not. */
  readonly seen: () => number;
  /** For people: at most `limit` UTF-8 bytes, and a line that says how many were left out. */
  readonly text: () => string;
  /** Exactly what was printed, for parsing; undefined when some of it was dropped or is not UTF-8. */
  readonly whole: () => string | undefined;
}

/** `limit` is in bytes. Memory is bounded by it however much is added. */
export function createOutputCollector(limit: number): OutputCollector {
  const headSize = Math.ceil(limit / 2);
  const tailSize = limit - headSize;
  let store: Uint8Array | undefined;
  let seen = 0;
  let headUsed = 0;
  let tailSeen = 0;

  function add(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    store ??= Buffer.allocUnsafeSlow(limit);
    seen += chunk.length;
    const first = chunk.subarray(0, headSize - headUsed);
    store.set(first, headUsed);
    headUsed += first.length;
    addToTail(store, chunk.subarray(first.length));
  }

  /** The tail is a ring: the newest bytes overwrite the oldest. */
  function addToTail(into: Uint8Array, chunk: Uint8Array): void {
    if (tailSize > 0) {
      const skipped = Math.max(0, chunk.length - tailSize);
      const newest = chunk.subarray(skipped);
      const at = (tailSeen + skipped) % tailSize;
      const upToEnd = newest.subarray(0, tailSize - at);
      into.set(upToEnd, headSize + at);
      into.set(newest.subarray(upToEnd.length), headSize);
    }
    tailSeen += chunk.length;
  }

  function head(): Uint8Array {
    return store?.subarray(0, headUsed) ?? new Uint8Array();
  }

  function tail(): Uint8Array {
    const ring = store?.subarray(headSize, headSize + Math.min(tailSeen, tailSize)) ?? new Uint8Array();
    if (tailSeen <= tailSize || tailSize === 0) return ring;
    const oldest = tailSeen % tailSize;
    return Buffer.concat([ring.subarray(oldest), ring.subarray(0, oldest)]);
  }

  function text(): string {
    if (tailSeen <= tailSize) return capText(cleanText(decode(Buffer.concat([head(), tail()]))), limit);
    const first = withoutBrokenEnd(head());
    const last = withoutBrokenStart(tail());
    const start = fitStart(cleanText(decode(first)), headSize);
    const end = fitEnd(cleanText(decode(last)), tailSize);
    return `${start.kept}\n${leftOut(seen - first.length - last.length + start.dropped + end.dropped)}\n${end.kept}`;
  }

  function whole(): string | undefined {
    if (tailSeen > tailSize) return undefined;
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat([head(), tail()]));
    } catch {
      return undefined;
    }
  }

  return { add, seen: () => seen, text, whole };
}

/** The same rule for text that is already there. `limit` is in UTF-8 bytes. */
export function capText(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  const headSize = Math.ceil(limit / 2);
  const start = fitStart(text, headSize);
  const end = fitEnd(text, limit - headSize);
  const dropped = start.dropped + end.dropped - Buffer.byteLength(text);
  return `${start.kept}\n${leftOut(dropped)}\n${end.kept}`;
}

const escape = String.fromCodePoint(0x1b);
const bell = String.fromCodePoint(0x07);
const control = String.fromCodePoint(0x9b);
const range = (from: number, to: number): string => `${String.fromCodePoint(from)}-${String.fromCodePoint(to)}`;

// ECMA-48, section 5.4 and 8.3: https://ecma-international.org/publications-and-standards/standards/ecma-48/
const escapeSequences = new RegExp(
  [
    `(?:${escape}\\[|${control})[0-?]*[ -/]*[@-~]`,
    // A string that is never closed may not swallow more than its own line.
    `${escape}[\\]PX^_][^${bell}${escape}\\n]*(?:${bell}|${escape}\\\\)?`,
    `${escape}[ -/]*[0-~]`,
  ].join('|'),
  'g',
);
const controls = new RegExp(`[${range(0x00, 0x08)}${range(0x0b, 0x1f)}${range(0x7f, 0x9f)}]`, 'g');

/** Escape sequences go, line ends become `\n`, other control characters become visible signs (NUL is ␀). */
export function cleanText(text: string): string {
  return text.replace(escapeSequences, '').replace(/\r\n?/g, '\n').replace(controls, visible);
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '␡' : '�';
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function isContinuation(byte: number | undefined): boolean {
  return ((byte ?? 0) & 0b1100_0000) === 0b1000_0000;
}

/** Drops the rest of a character whose beginning was dropped: at most three continuation bytes. */
function withoutBrokenStart(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < 3 && isContinuation(bytes[start])) start += 1;
  return bytes.subarray(start);
}

/** Drops the beginning of a character whose rest was dropped. */
function withoutBrokenEnd(bytes: Uint8Array): Uint8Array {
  let lead = bytes.length - 1;
  while (lead > bytes.length - 4 && isContinuation(bytes[lead])) lead -= 1;
  const first = bytes[lead] ?? 0;
  const wanted = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  return lead + wanted > bytes.length ? bytes.subarray(0, lead) : bytes;
}

interface Fitted {
  readonly kept: string;
  readonly dropped: number;
}

function fitStart(text: string, limit: number): Fitted {
  const bytes = Buffer.from(text);
  const kept = bytes.length <= limit ? bytes : withoutBrokenEnd(bytes.subarray(0, limit));
  return { kept: decode(kept), dropped: bytes.length - kept.length };
}

function fitEnd(text: string, limit: number): Fitted {
  const bytes = Buffer.from(text);
  const kept = bytes.length <= limit ? bytes : withoutBrokenStart(bytes.subarray(bytes.length - limit));
  return { kept: decode(kept), dropped: bytes.length - kept.length };
}

function leftOut(bytes: number): string {
  return `[… ${bytes} bytes left out here …]`;
}
