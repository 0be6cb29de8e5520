// What a large folder costs: seconds and memory of a fresh process that loads it, the search in it, and how late Slack's
// acknowledgements are while all of it is read again.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { builtProgram } from '../test/support/built-program.ts';
import { measureAcks, type AckRound } from './acks-while-loading.ts';
import { watchMemory, type Peak } from './memory.ts';
import { writePages, type Folder } from './pages.ts';
import type { PrivatePostgres } from './private-postgres.ts';
import { startSubject, type SubjectName } from './subjects.ts';
import type { Surroundings } from './surroundings.ts';
import { begin, type Part, type Undo } from './undo.ts';

const pages = 4000;

export interface LoadingRound {
  readonly subject: SubjectName;
  readonly folder: Folder;
  readonly seconds: number;
  /** Of the process and those that read for it, while it loads. */
  readonly peak: Peak;
  readonly procedures: number;
  readonly fillSeconds: number;
  readonly findMs: readonly number[];
  readonly acks: AckRound;
}

const loaded = z.object({ kind: z.literal('loaded'), seconds: z.number(), procedures: z.number() });
const searched = z.object({ kind: z.literal('searched'), fillSeconds: z.number(), findMs: z.array(z.number()) });

export interface Stage {
  readonly surroundings: Surroundings;
  readonly postgres: PrivatePostgres | undefined;
  /** Told what begins. */
  readonly begins: (what: string) => void;
}

export function startLoading(stage: Stage): Part<LoadingRound> {
  return begin((made) => measureLoading(stage, made));
}

async function measureLoading(stage: Stage, made: Undo): Promise<LoadingRound> {
  stage.begins(`${pages} pages in a fresh process, and the search in them`);
  const [folder, data] = [await newFolder(made), await newFolder(made)];
  const written = await writePages(folder, pages);
  const database = await stage.postgres?.createDatabase();
  if (database !== undefined) made.push(() => database.drop());
  const fresh = await loadFresh([folder, data], database?.url);
  const name = stage.postgres === undefined ? 'Opsbook, embedded' : 'Opsbook, PostgreSQL';
  stage.begins('acknowledgements while all of them are read again');
  const subject = await startSubject(name, { ...stage, pages: folder });
  made.push(() => subject.stop());
  // Its words are written meanwhile, as they were by the process before.
  await pause(fresh.fillSeconds * 1500);
  const acks = await measureAcks(subject, stage.surroundings, (edition) => writePages(folder, pages, edition));
  return { subject: name, folder: written, ...fresh, acks };
}

async function newFolder(made: Undo): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-bench-pages-'));
  made.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

type Fresh = Pick<LoadingRound, 'seconds' | 'peak' | 'procedures' | 'fillSeconds' | 'findMs'>;

async function loadFresh(folders: readonly [pages: string, data: string], url: string | undefined): Promise<Fresh> {
  // Built, as its users have it: a compiler beside each process would count as theirs.
  const program = path.join(path.dirname(await builtProgram('bench/load-pages.ts')), 'load-pages.js');
  const child = fork(program, [...folders], {
    execArgv: [],
    env: { PATH: process.env['PATH'], ...(url === undefined ? {} : { DATABASE_URL: url }) },
  });
  const memory = watchMemory(child.pid ?? 0);
  try {
    const first = loaded.parse((await once(child, 'message'))[0]);
    const peak = memory.stop();
    const second = searched.parse((await once(child, 'message'))[0]);
    return { ...first, peak, ...second };
  } finally {
    memory.stop();
    child.kill('SIGKILL');
  }
}
