// `npm run bench`: Opsbook beside a bare Bolt app of the same version, alternated in fresh processes within one run. Absolute figures
// move with the machine, so what counts are the ratios of each round and their spread. `--only` runs one of its parts: `beside-bolt`,
// `starts`, `home`, `loading` or `incidents`. What was measured stands at the end beside the last release.

import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { measureHome, type HomeFigures } from './home-tab.ts';
import { startIncidents, type IncidentFigures } from './incidents.ts';
import { startLoading, type LoadingRound } from './loading.ts';
import { measure, type Round } from './measure.ts';
import { startPostgres } from './private-postgres.ts';
import { besideLastRelease, readLastRelease } from './release-figures.ts';
import { report } from './report.ts';
import { reportIncidents } from './report-incidents.ts';
import { reportLoading } from './report-loading.ts';
import { measureStarts, type MeasuredStarts } from './starts.ts';
import { startSubject, type Subject, type SubjectName } from './subjects.ts';
import { startSurroundings } from './surroundings.ts';
import type { Part } from './undo.ts';

/** After this no further round begins, so that a slow machine is done in about four minutes too. */
const budgetMs = 120_000;

const parts = ['beside-bolt', 'starts', 'home', 'loading', 'incidents'] as const;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    incidents: { type: 'string', default: '10000' },
    'per-second': { type: 'string', default: '32' },
    only: { type: 'string', multiple: true, default: [...parts] },
  },
});
const rounds = z.coerce.number().int().min(1).max(20).parse(values.rounds);
const incidents = z.coerce.number().int().min(10).max(50_000).parse(values.incidents);
const perSecond = z.coerce.number().min(1).max(200).parse(values['per-second']);
const only = z.array(z.enum(parts)).parse(values.only);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const surroundings = await startSurroundings();
const postgres = await startPostgres();
let current: Subject | undefined;
let loading: Part<LoadingRound> | undefined;
let many: Part<IncidentFigures> | undefined;
let starting: Part<MeasuredStarts> | undefined;
let paging: Part<HomeFigures> | undefined;
let tidying: Promise<void> | undefined;
const tidy = (): Promise<void> =>
  (tidying ??= (async () => {
    try {
      await current?.stop();
      await starting?.stop();
      await paging?.stop();
      await loading?.stop();
      await many?.stop();
    } finally {
      await postgres?.stop();
      await surroundings.stop();
    }
  })());
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void tidy().finally(() => process.exit(130)));

const subjects: readonly SubjectName[] =
  postgres === undefined
    ? ['bare Bolt', 'Opsbook, embedded']
    : ['bare Bolt', 'Opsbook, PostgreSQL', 'Opsbook, embedded'];
if (postgres === undefined)
  print('No PostgreSQL here (no initdb, no OPSBOOK_TEST_DATABASE_URL), so only the embedded database is measured.');
const measured = new Map<SubjectName, Round[]>(subjects.map((name) => [name, []]));
try {
  if (only.includes('beside-bolt')) {
    await compare();
    print('');
    for (const line of report(measured)) print(line);
    print('');
  }
  let starts: MeasuredStarts | undefined;
  if (only.includes('starts')) {
    print('starts, the first in a place and later ones');
    starting = measureStarts(subjects.slice(1), rounds, { surroundings, postgres });
    starts = await starting.figures;
  }
  let home: HomeFigures | undefined;
  if (only.includes('home') && postgres !== undefined) {
    print('home pages');
    paging = measureHome({ surroundings, postgres });
    home = await paging.figures;
    print(
      `  ${home.runs} runs and ${home.incidents} incidents in the workspace, ${home.warmMs.length + 1} people look`,
    );
  }
  const page = await readFile(path.resolve(import.meta.dirname, '../docs/performance.md'), 'utf8');
  for (const line of besideLastRelease({ rounds: measured, starts, home }, readLastRelease(page))) print(line);
  print(
    `  load of the machine ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  );
  if (only.includes('loading')) {
    loading = startLoading({ surroundings, postgres, begins: print });
    for (const line of ['', ...reportLoading(await loading.figures), '']) print(line);
  }
  if (only.includes('incidents') && postgres !== undefined) {
    print('many open incidents');
    many = startIncidents({ postgres, incidents, perSecond, rounds: 2, print });
    for (const line of ['', ...reportIncidents(await many.figures)]) print(line);
  }
} finally {
  await tidy();
}

async function compare(): Promise<void> {
  const startedAt = performance.now();
  for (let round = 1; round <= rounds; round += 1) {
    if (performance.now() - startedAt > budgetMs) {
      print(`This machine is slow or busy: stopped after ${round - 1} of ${rounds} rounds.`);
      return;
    }
    for (const name of subjects) {
      print(`round ${round} of ${rounds}: ${name}`);
      current = await startSubject(name, { surroundings, postgres });
      measured.get(name)?.push(await measure(current, surroundings));
      await current.stop();
      current = undefined;
    }
  }
}
