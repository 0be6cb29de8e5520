// Puts the plain data of a practice system's state into a few words: what it says of its own health, and what differs from the start.

import { z } from 'zod';
import type { BenchReading } from './slack/page/protocol.ts';

const health = z.object({ health: z.string() });
const wellWords: ReadonlySet<string> = new Set(['healthy', 'ok']);

/** These change from one look to the next without meaning anything. */
const restless: ReadonlySet<string> = new Set(['pid', 'log']);
const longestValue = 24;

export function readingOf(state: object, start: object): BenchReading {
  const said = health.safeParse(state).data?.health;
  const differences = differencesBetween(leavesOf(start), leavesOf(state));
  const { length } = differences;
  const compared =
    length === 0
      ? 'as at the start'
      : `${String(length)} ${length === 1 ? 'reading differs' : 'readings differ'} from the start`;
  const isIll = said !== undefined && !wellWords.has(said);
  return {
    tone: isIll ? 'ill' : length === 0 ? 'well' : 'changed',
    words: said === undefined ? compared : `${said}, ${compared}`,
    differences,
    whole: JSON.stringify(state, null, 2),
  };
}

/** Path → value, as text. A list is one value. */
function leavesOf(value: object, path = ''): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  for (const [name, inner] of Object.entries(value)) {
    if (restless.has(name)) continue;
    const at = path === '' ? name : `${path}.${name}`;
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      for (const [leaf, text] of leavesOf(inner, at)) leaves.set(leaf, text);
    else if (inner !== undefined) leaves.set(at, JSON.stringify(inner));
  }
  return leaves;
}

function differencesBetween(start: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  const paths = new Set([...start.keys(), ...now.keys()]);
  return [...paths]
    .filter((path) => start.get(path) !== now.get(path))
    .map((path) => {
      const [was, is] = [shown(start.get(path)), shown(now.get(path))];
      return was === is ? `${path}: others` : `${path}: ${was} → ${is}`;
    });
}

function shown(json: string | undefined): string {
  if (json === undefined) return 'none';
  const value: unknown = JSON.parse(json);
  if (Array.isArray(value)) return value.length === 1 ? '1 entry' : `${String(value.length)} entries`;
  const text = typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : String(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}
