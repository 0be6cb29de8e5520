// A shell target as the front matter declares it: where its scripts run, and what they may take of the machine.

import { z } from 'zod';
import { parseByteSize } from './byte-size.ts';

/** What a step of the target may take; what is not said is as usual (`steps/shell-limits.ts`). */
export interface ShellLimits {
  /** Bytes of memory of each process, without what it only maps or reserves. */
  readonly memory?: number | undefined;
  /** Bytes of each file that is written. */
  readonly file?: number | undefined;
  /** How many processes at a time. */
  readonly processes?: number | undefined;
  /** How many files and connections each process has open. */
  readonly handles?: number | undefined;
}

/** Below these, bash itself cannot begin. */
const leastMemory = 16 * 1024 ** 2;
const leastHandles = 16;

const size = (least: number) =>
  z
    .string()
    .transform((text) => parseByteSize(text) ?? 0)
    .pipe(z.number().min(least));

const limits = z.strictObject({
  memory: size(leastMemory).exactOptional(),
  file: size(1).exactOptional(),
  processes: z.int().min(1).max(100_000).exactOptional(),
  handles: z.int().min(leastHandles).max(1_000_000).exactOptional(),
});

export const shellTarget = z.strictObject({
  shell: z.union([z.literal('local'), z.templateLiteral(['ssh://', z.string().min(1)])]),
  cwd: z.string().min(1).exactOptional(),
  env: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)).default([]),
  known_hosts: z.string().min(1).exactOptional(),
  umask: z
    .string()
    .regex(/^0?[0-7]{3}$/)
    .exactOptional(),
  limits: limits.exactOptional(),
});

const hints: Readonly<Record<string, string>> = {
  umask: 'Write three octal digits in quotes, such as umask: "022".',
  limits: 'Write limits: { memory: 4g, file: 8g, processes: 500, handles: 4096 }, or some of them.',
};

/** What is wrong with the settings of a target that is a shell otherwise. */
export function shellFault(
  declared: unknown,
): { readonly path: readonly string[]; readonly setting: string; readonly hint: string } | undefined {
  const issues = shellTarget.safeParse(declared).error?.issues ?? [];
  if (!issues.every(({ path: [setting] }) => typeof setting === 'string' && Object.hasOwn(hints, setting))) return;
  const path = issues[0]?.path.map(String) ?? [];
  const hint = hints[path[0] ?? ''];
  return hint === undefined ? undefined : { path, setting: path.join('.'), hint };
}
