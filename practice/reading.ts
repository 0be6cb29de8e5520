// Puts the plain data of a practice system's state into a few words: what it says of its own health, and what differs from the start.

import { z } from 'zod';
import type { BenchReading } from './slack/page/protocol.ts';

const health = z.object({ health: z.string() });
const wellWords: ReadonlySet<string> = new Set(['healthy', 'ok']);

/** Health is told anyway; the others change from one look to the next without meaning anything. */
const leftOut: ReadonlySet<string> = new Set(['health', 'pid', 'log']);
const longestValue = 24;

export function readingOf(state: object, start: object): BenchReading {
  const said = health.safeParse(state).data?.health;
  const differences = differencesBetween(start, state, '');
  const { length } = differences;
  const compared =
    length === 0
      ? 'as at the start'
      : `${String(length)} ${length === 1 ? 'reading differs' : 'readings differ'} from the start`;
  const isIll = said !== undefined && !wellWords.has(said);
  return {
    tone: isIll ? 'ill' : length === 0 ? 'well' : 'changed',
    words: said === undefined ? compared : isIll && length === 0 ? said : `${said}, ${compared}`,
    differences,
    whole: JSON.stringify(state, null, 2),
  };
}

type Branch = Readonly<Record<string, unknown>>;

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One line for each value that is not what it was; a part that has come or gone as a whole is one line too. */
function differencesBetween(was: unknown, is: unknown, path: string): readonly string[] {
  if (isBranch(was) && isBranch(is)) {
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => !leftOut.has(name));
    return names.flatMap((name) => differencesBetween(was[name], is[name], path === '' ? name : `${path}.${name}`));
  }
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  const [before, now] = [shown(was), shown(is)];
  return [before === now ? `${path}: changed` : `${path}: ${before} → ${now}`];
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  if (Array.isArray(value)) return value.length === 1 ? '1 entry' : `${String(value.length)} entries`;
  if (isBranch(value)) return 'there';
  const text =
    typeof value === 'number'
      ? String(Math.round(value * 1000) / 1000)
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  if (/^[0-9a-f]{40}$/.test(text)) return text.slice(0, 7);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}
