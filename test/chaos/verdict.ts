// After a rehearsal: every promise against what the practice target, the local Slack and the record have really seen.

import { execFile } from 'node:child_process';
import { z } from 'zod';
import type { Book, Said } from './book.ts';
import { ends } from './run-agent.ts';
import { approvers, channels, requesters, type Stage } from './stage.ts';
import { ask } from './truth.ts';
import { procedures } from './works.ts';

export interface Verdict {
  /** What is counted, in words and numbers. */
  readonly figures: readonly (readonly [what: string, count: number])[];
  /** Sentences; none when every promise was kept. */
  readonly broken: readonly string[];
}

const named = z.object({ name: z.string() });
const runRow = z.object({
  id: z.number(),
  key: z.string(),
  state: z.string(),
  procedure: z.string(),
  approved: z.boolean(),
});
type EndedRun = z.infer<typeof runRow>;

export async function judge(stage: Stage, book: Book): Promise<Verdict> {
  const runs = await ask(
    stage,
    runRow,
    `select id, plan -> 'parameters' ->> 'key' as key, state, procedure, exists (
       select from approval a join approval_vote v on v.approval = a.id where a.run = run.id and v.vote = 'yes'
     ) as approved from run order by id`,
  );
  const keys = keysPosted(stage);
  const promises: readonly (readonly [what: string, breaches: readonly string[]])[] = [
    ['effects doubled', doubledEffects(stage)],
    ['effects missing', missingEffects(stage, runs)],
    ['effects without an approval', unapprovedEffects(stage, runs)],
    ['acknowledged commands lost', [...lostRuns(book, runs), ...(await lostWords(stage, book))]],
    ['commands carried out twice', [...repeated(runs.map(({ key }) => key)), ...(await repeatedWords(stage, book))]],
    ['posts doubled', repeated(keys)],
    ['numbers twice, channels astray', await numbersTwice(stage)],
    ['updates missed', await missedUpdates(stage, new Set(keys))],
    ['runs stuck', stuckRuns(book, runs)],
    ['chain broken', await brokenChain(stage)],
  ];
  return {
    figures: [
      ['runs', runs.length],
      ['runs succeeded', runs.filter(({ state }) => state === 'succeeded').length],
      ['effects', [...stage.works.effects.values()].reduce((sum, times) => sum + times, 0)],
      ['commands acknowledged', [...book.runs, ...book.said].filter(({ isAcknowledged }) => isAcknowledged).length],
      [
        'commands that failed or were refused',
        [...book.runs, ...book.said].filter((one) => !one.isAcknowledged).length,
      ],
      ['clicks acknowledged', book.clicks.acknowledged],
      ['clicks that failed', book.clicks.failed],
      ['posts', keys.length],
      ['updates posted', keys.filter((key) => key.startsWith('update:')).length],
      ...promises.map(([what, breaches]) => [what, breaches.length] as const),
    ],
    broken: promises.flatMap(([what, breaches]) => breaches.map((breach) => `${what}: ${breach}`)),
  };
}

function repeated(all: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const one of all) times.set(one, (times.get(one) ?? 0) + 1);
  return [...times].filter(([, count]) => count > 1).map(([one, count]) => `${one}, ${count} times`);
}

function doubledEffects({ works }: Stage): string[] {
  return [...works.effects].filter(([, times]) => times > 1).map(([key, times]) => `${key}, ${times} times`);
}

function keysOf({ key, procedure }: EndedRun): string[] {
  const [, name = ''] = procedure.split('.');
  const steps = Object.entries(procedures).find(([each]) => each === name)?.[1] ?? [];
  return steps.map((step) => `${key}-${step}`);
}

function missingEffects({ works }: Stage, runs: readonly EndedRun[]): string[] {
  const succeeded = runs.filter(({ state }) => state === 'succeeded');
  return succeeded.flatMap((run) => keysOf(run).filter((key) => !works.effects.has(key)));
}

function unapprovedEffects({ works }: Stage, runs: readonly EndedRun[]): string[] {
  const guarded = runs.filter(({ procedure, approved }) => procedure === 'works.guarded' && !approved);
  return guarded.flatMap((run) => keysOf(run).filter((key) => works.effects.has(key)));
}

function lostRuns(book: Book, runs: readonly EndedRun[]): string[] {
  const made = new Set(runs.map(({ key }) => key));
  return book.runs.filter(({ key, isAcknowledged }) => isAcknowledged && !made.has(key)).map(({ key }) => key);
}

/** One that Slack called failed, and that was planned all the same, may wait for its hour to end. */
function stuckRuns(book: Book, runs: readonly EndedRun[]): string[] {
  const failed = new Set(book.runs.filter(({ isAcknowledged }) => !isAcknowledged).map(({ key }) => key));
  return runs
    .filter(({ state, key }) => !ends.includes(state) && !(state === 'planned' && failed.has(key)))
    .map(({ id, state }) => `run ${id} is ${state}`);
}

/** Where each kind of word ends up. */
const wordsOf: Readonly<Record<Said['kind'], string>> = {
  incident: 'select title as name from incident',
  note: `select text as name from timeline_entry where kind = 'note'`,
  update: `select text as name from update_slot where state = 'human'`,
};

async function wordsKept(stage: Stage, kind: Said['kind']): Promise<readonly string[]> {
  return (await ask(stage, named, wordsOf[kind])).map(({ name }) => name);
}

async function lostWords(stage: Stage, book: Book): Promise<string[]> {
  const lost: string[] = [];
  for (const kind of ['incident', 'note', 'update'] as const) {
    const kept = new Set(await wordsKept(stage, kind));
    const said = book.said.filter((one) => one.kind === kind && one.isAcknowledged);
    lost.push(...said.filter(({ text }) => !kept.has(text)).map(({ text }) => text));
  }
  return lost;
}

async function repeatedWords(stage: Stage, book: Book): Promise<string[]> {
  const kinds = [...new Set(book.said.map(({ kind }) => kind))];
  return (await Promise.all(kinds.map((kind) => wordsKept(stage, kind)))).flatMap(repeated);
}

const mostNumbers = 50;
const keyed = z.object({ event_payload: z.object({ key: z.string() }) });

/** The key of everything that stands in Slack: each may stand there once. */
function keysPosted(stage: Stage): string[] {
  const { slack } = stage;
  const places = [...channels, 'incidents', ...incidentChannels(stage)];
  const inChannels = places.flatMap((place) => slack.posted(place));
  const direct = [...requesters, ...approvers].flatMap((name) => slack.as(name).dms());
  return [...inChannels, ...direct].flatMap(({ metadata }) => {
    const read = keyed.safeParse(metadata);
    return read.success ? [read.data.event_payload.key] : [];
  });
}

/** The incidents' channels, by the names that today and yesterday give. */
function incidentChannels({ slack }: Stage): string[] {
  const days = [0, 1].map((ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10));
  const numbers = Array.from({ length: mostNumbers }, (_, index) => String(index + 1).padStart(3, '0'));
  const names = days.flatMap((day) => numbers.map((number) => `incident-${day.replaceAll('-', '')}-${number}`));
  return names.flatMap((name) => slack.channel(name)?.id ?? []);
}

async function numbersTwice(stage: Stage): Promise<string[]> {
  const owned = await ask(
    stage,
    z.object({ name: z.string(), channel: z.string().nullable() }),
    `select day || '-' || number as name, channel from incident`,
  );
  const taken = new Set(owned.map(({ channel }) => channel));
  const astray = incidentChannels(stage).filter((id) => !taken.has(id));
  return [
    ...repeated(owned.map(({ name }) => name)),
    ...repeated(owned.flatMap(({ channel }) => channel ?? [])),
    ...astray.map((id) => `the channel ${stage.slack.channel(id)?.name ?? id} belongs to no incident`),
  ];
}

async function missedUpdates(stage: Stage, keys: ReadonlySet<string>): Promise<string[]> {
  const slots = await ask(
    stage,
    z.object({ name: z.string(), state: z.string() }),
    `select 'update:' || s.incident || ':' || s.seq || '@' || coalesce(i.channel, '') as name,
       case when s.state = 'pending' and s.due_at > ops_now() then 'later' else s.state end as state
     from update_slot s join incident i on i.id = s.incident`,
  );
  return slots.flatMap(({ name, state }) => {
    if (state === 'pending') return [`${name} is due and not settled`];
    return (state === 'human' || state === 'facts') && !keys.has(name) ? [`${name} is not posted`] : [];
  });
}

/** As an operator would look at it. */
async function brokenChain({ program, databaseUrl }: Stage): Promise<string[]> {
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl };
  const said = await new Promise<{ readonly isWhole: boolean; readonly words: string }>((resolve) => {
    execFile(process.execPath, [program, 'audit', 'verify'], { env }, (error, out, err) =>
      resolve({ isWhole: error === null, words: `${out}${err}`.trim() }),
    );
  });
  return said.isWhole ? [] : [said.words];
}
