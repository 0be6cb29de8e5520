// What comes of one page: what was parsed, and what the file held. It crosses from the process that reads pages.

import { createHash } from 'node:crypto';
import type { Parsed } from './parse.ts';
import { problem } from './problem.ts';

export interface Reading {
  readonly parsed: Parsed;
  /** SHA-256 of the bytes that were read, in hex; empty when the file could not be read or was given up. */
  readonly digest: string;
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The page as a whole is refused; `line` is 1, for nothing is known of what it holds. */
export function refusedPage(file: string, say: string, hint: string): Reading {
  return { parsed: { page: 'refused', problems: [problem(file, 1, say, hint)] }, digest: '' };
}

/** The sentence for a page that takes too long. */
export function tooSlow(file: string, limitMs: number): Reading {
  const say = `The page takes longer than ${limitMs / 1000} seconds to read`;
  return refusedPage(file, say, 'Split it into several pages.');
}
