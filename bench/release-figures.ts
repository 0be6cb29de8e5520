// The figures of a release: their names, what this run has measured of them, and the same of the last release beside them. Pure.

import type { HomeFigures } from './home-tab.ts';
import type { Round } from './measure.ts';
import type { Starts } from './starts.ts';
import { percentile } from './statistics.ts';
import type { SubjectName } from './subjects.ts';

export interface Measured {
  readonly rounds: ReadonlyMap<SubjectName, readonly Round[]>;
  readonly starts: ReadonlyMap<SubjectName, Starts> | undefined;
  readonly home: HomeFigures | undefined;
}

interface Figure {
  readonly name: string;
  readonly unit: 's' | 'ms' | 'MB';
  readonly atMost?: number;
  /** Undefined when that part was not run. */
  readonly of: (measured: Measured) => number | undefined;
}

const onServer: SubjectName = 'Opsbook, PostgreSQL';
const embedded: SubjectName = 'Opsbook, embedded';

const startOf =
  (name: SubjectName, which: 'firstMs' | 'laterMs') =>
  ({ starts }: Measured): number | undefined =>
    best(starts?.get(name)?.[which].map((ms) => ms / 1000));
const idleOf =
  (name: SubjectName) =>
  ({ starts }: Measured): number | undefined =>
    best(starts?.get(name)?.idleMb);
const loadedOf =
  (name: SubjectName) =>
  ({ rounds }: Measured): number | undefined =>
    best(rounds.get(name)?.map(({ loadedMb }) => loadedMb));

/** The machine is shared, so the best of several runs says most about the program. How fast it acknowledges is told beside bare Bolt. */
export const figures: readonly Figure[] = [
  { name: 'start to ready, PostgreSQL, first', unit: 's', atMost: 1.5, of: startOf(onServer, 'firstMs') },
  { name: 'start to ready, PostgreSQL, later', unit: 's', atMost: 1.5, of: startOf(onServer, 'laterMs') },
  { name: 'start to ready, embedded, first', unit: 's', atMost: 6, of: startOf(embedded, 'firstMs') },
  { name: 'start to ready, embedded, later', unit: 's', atMost: 2, of: startOf(embedded, 'laterMs') },
  { name: 'memory when ready, PostgreSQL', unit: 'MB', of: idleOf(onServer) },
  { name: 'memory when ready, embedded', unit: 'MB', of: idleOf(embedded) },
  { name: 'memory under load, PostgreSQL', unit: 'MB', of: loadedOf(onServer) },
  { name: 'memory under load, embedded', unit: 'MB', of: loadedOf(embedded) },
  { name: 'home page, cold', unit: 'ms', of: ({ home }) => home?.coldMs },
  { name: 'home page, warm, p50', unit: 'ms', of: ({ home }) => home && percentile(home.warmMs, 0.5) },
  { name: 'home page, warm, p99', unit: 'ms', of: ({ home }) => home && percentile(home.warmMs, 0.99) },
];

export interface LastRelease {
  readonly version: string;
  readonly values: ReadonlyMap<string, number>;
}

const heading = /^## The figures of (\d+\.\d+\.\d+)$/m;
const row = /^\| (\S.*?) +\| +(\d+(?:\.\d+)?) (s|ms|MB) +\|$/;

/** Out of docs/performance.md. Throws when the table is not what it should be: a figure that is misread misleads. */
export function readLastRelease(page: string): LastRelease {
  const found = heading.exec(page);
  const version = found?.[1];
  if (found === null || version === undefined) throw new Error('There is no heading "## The figures of <version>".');
  const [section = ''] = page.slice(found.index + found[0].length).split(/^## /m);
  const rows = section.split('\n').filter((text) => text.startsWith('|'));
  const values = new Map<string, number>();
  // The first two are the head of the table.
  for (const text of rows.slice(2)) {
    const [, name = '', value, unit] = row.exec(text) ?? [];
    if (value === undefined) throw new Error(`This is no figure: ${text}`);
    const known = figures.find((figure) => figure.name === name);
    if (known?.unit !== unit || values.has(name)) throw new Error(`Nobody measures, once, in that unit: ${text}`);
    values.set(name, Number(value));
  }
  return { version, values };
}

/** What was measured now, beside the last release and, where there is one, the target. */
export function besideLastRelease(measured: Measured, last: LastRelease): string[] {
  const known = figures.flatMap(({ name, unit, atMost, of }) => {
    const now = of(measured);
    return now === undefined ? [] : [{ name, unit, atMost, now }];
  });
  return [
    `beside version ${last.version} (docs/performance.md); each the best of its runs`,
    ...known.map(({ name, unit, atMost, now }) => {
      const before = last.values.get(name);
      const ratio = before === undefined ? '' : `${(now / before).toFixed(2)} × ${shown(before, unit)}`;
      const target = atMost === undefined ? '' : `   ${now <= atMost ? 'met' : 'not met'}: ≤ ${shown(atMost, unit)}`;
      return `  ${name.padEnd(38)} ${shown(now, unit).padStart(9)}   ${ratio.padEnd(18)}${target}`.trimEnd();
    }),
  ];
}

function shown(value: number, unit: Figure['unit']): string {
  return `${value.toFixed(unit === 's' ? 2 : unit === 'ms' ? 1 : 0)} ${unit}`;
}

function best(values: readonly number[] | undefined): number | undefined {
  return values === undefined || values.length === 0 ? undefined : Math.min(...values);
}
