// How long a home page takes in a workspace with some history: from the acknowledgement of Slack's event to the page.

import { Client } from 'pg';
import { openConnections } from './connections.ts';
import { commandRequest, homeOpened } from './slack-requests.ts';
import { makePlace, startSubject, type Stage } from './subjects.ts';
import { begin, type Part, type Undo } from './undo.ts';

export interface HomeFigures {
  /** The first page of a fresh process. */
  readonly coldMs: number;
  readonly warmMs: readonly number[];
  readonly runs: number;
  readonly incidents: number;
}

const people = Array.from({ length: 61 }, (_, index) => `U0HOME${index}`);
const runsEach = 10;
const incidents = 300;
const openOnes = 20;

export function measureHome(stage: Stage): Part<HomeFigures> {
  return begin((made) => measurePages(stage, made));
}

async function measurePages(stage: Stage, made: Undo): Promise<HomeFigures> {
  const name = 'Opsbook, PostgreSQL';
  const place = await makePlace(name, stage);
  made.push(() => place.tidy());
  const { surroundings } = stage;
  const first = await startSubject(name, { ...stage, place });
  made.push(() => first.stop());
  const connections = await openConnections(first.port, 1);
  const channel = 'C0HOME';
  await connections.send(
    commandRequest('run bench.first-step key=home', { channel, responseUrl: surroundings.responseUrl }),
  );
  await surroundings.buttons.take(`run.ask@${channel}`);
  connections.close();
  await made.pop()?.();
  const sql = new Client({ connectionString: place.databaseUrl });
  await sql.connect();
  try {
    await fill(sql);
  } finally {
    await sql.end();
  }
  const subject = await startSubject(name, { ...stage, place });
  made.push(() => subject.stop());
  const [someone = '', ...others] = people;
  const coldMs = await page(stage, subject.port, someone);
  const warmMs: number[] = [];
  for (const person of others) warmMs.push(await page(stage, subject.port, person));
  return { coldMs, warmMs, runs: people.length * runsEach, incidents };
}

/** The run that was planned, once more for everybody; most are over. And incidents of which a few are open. */
async function fill(sql: Client): Promise<void> {
  await sql.query(
    `insert into run (procedure, plan, digest, state, requested_by, channel, created_at, started_at, ended_at)
     select procedure, plan, digest, case when n = 1 then 'planned' else 'succeeded' end, person, channel,
       now() - n * interval '1 hour', now() - n * interval '1 hour',
       case when n = 1 then null else now() - n * interval '1 hour' end
     from run, unnest($1::text[]) person, generate_series(1, $2) n`,
    [people, runsEach],
  );
  await sql.query(
    `insert into incident (day, number, title, severity, declared_by, origin, channel, place, cadence_ms, state, resolved_at)
     select '2026-01-01', n, 'Fault ' || n, 1 + n % 3, 'hook', 'C0INC' || n, 'C0INC' || n, 'channel', 900000,
       case when n <= $2 then 'open' else 'resolved' end, case when n <= $2 then null else now() end
     from generate_series(1, $1) n`,
    [incidents, openOnes],
  );
}

async function page({ surroundings }: Stage, port: number, person: string): Promise<number> {
  const connections = await openConnections(port, 1);
  try {
    const published = surroundings.homes.take(person);
    await connections.send(homeOpened(person));
    const ackedAt = performance.now();
    return (await published) - ackedAt;
  } finally {
    connections.close();
  }
}
