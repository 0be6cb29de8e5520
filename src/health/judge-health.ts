// What the facts mean, in sentences: pure. Every part has at least one, so that nobody has to guess whether it was looked at.

import { formatDistanceStrict } from 'date-fns';
import type { LivingExecutor } from '../queue/executor.ts';
import type { DatabaseFacts, Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { judgeQueue } from './judge-queue.ts';
import { judgeSlack } from './judge-slack.ts';

export function judgeHealth(facts: Facts): Finding[] {
  const { database, freeBytes } = facts;
  return [
    ...judgeDatabase(database),
    ...judgeSlack(facts.slack, facts.now),
    ...('queue' in database ? judgeQueue(database.queue) : []),
    ...judgeRunbooks(facts.runbooks),
    ...judgeSettings(facts.settings),
    ...judgeTargets(facts.targetsOff),
    ...('living' in database ? [judgeClock(database.aheadMs), ...judgeReplicas(database.living, facts)] : []),
    ...(freeBytes === undefined ? [] : [judgeDisk(freeBytes)]),
  ];
}

const slowMs = 500;

function judgeDatabase(database: DatabaseFacts): Finding[] {
  const part = 'database';
  if (database.kind === 'away') {
    const say = `The database cannot be used: ${database.say}. What was taken is kept, and what is typed meanwhile is refused. Start it, or look into its log.`;
    return [{ part, state: 'bad', say }];
  }
  if (database.kind === 'read-only') {
    const say =
      'The database takes no changes: it is read-only, so nothing can be started or decided. See whether it is a standby, its disk is full, or default_transaction_read_only is set.';
    return [{ part, state: 'bad', say }];
  }
  const { kind, answeredMs, connections } = database;
  const { used, most } = connections;
  const name = kind === 'embedded' ? 'The embedded database' : 'PostgreSQL';
  const share = kind === 'embedded' ? '' : `; ${used} of its ${most} connections are in use`;
  const answers: Finding =
    answeredMs < slowMs
      ? { part, state: 'ok', say: `${name} answers in ${answeredMs} ms${share}.` }
      : { part, state: 'warning', say: `${name} takes ${answeredMs} ms to answer. See what else it is busy with.` };
  if (kind === 'embedded' || used < 0.9 * most) return [answers];
  const say = `${used} of PostgreSQL's ${most} connections are in use. Raise its max_connections, or stop other clients.`;
  return [answers, { part, state: 'warning', say }];
}

const shownProblems = 5;

function judgeRunbooks({ runbooks, guides, procedures, problems }: Facts['runbooks']): Finding[] {
  const part = 'runbooks';
  const loaded = `${count(runbooks, 'runbook')} and ${count(guides, 'page')} without settings are loaded, with ${count(procedures, 'procedure')}.`;
  const isEmpty = runbooks + guides === 0;
  const findings: Finding[] = isEmpty
    ? [
        {
          part,
          state: problems.length > 0 ? 'bad' : 'warning',
          say: 'No runbook is loaded. Put Markdown runbooks into the folders that OPSBOOK_RUNBOOKS names.',
        },
      ]
    : [{ part, state: 'ok', say: loaded }];
  for (const { file, line, say } of problems.slice(0, shownProblems))
    findings.push({ part, state: 'warning', say: `${file}:${line}: ${say}` });
  const left = problems.length - shownProblems;
  if (left > 0)
    findings.push({
      part,
      state: 'warning',
      say: `${left} more ${left === 1 ? 'problem is' : 'problems are'} told by opsbook lint.`,
    });
  return findings;
}

function judgeSettings(problems: Facts['settings']): Finding[] {
  const part = 'settings';
  if (problems.length === 0) return [{ part, state: 'ok', say: 'Nothing is wrong in opsbook.yaml.' }];
  return problems.map(({ file, line, say, hint }) => ({
    part,
    state: 'warning',
    say: `${file}:${line}: ${say} ${hint}`,
  }));
}

function judgeTargets(off: Facts['targetsOff']): Finding[] {
  const part = 'targets';
  const unset = off.filter(({ isUnset }) => isUnset).map(({ name }) => name);
  const wrong = off.filter(({ isUnset }) => !isUnset);
  if (off.length === 0) return [{ part, state: 'ok', say: 'All targets of the runbooks are switched on.' }];
  return [
    ...wrong.map(({ name, say }): Finding => ({ part, state: 'warning', say: `${name}: ${say}` })),
    ...(unset.length === 0
      ? []
      : [
          {
            part,
            state: 'ok',
            say: `Not in use, because none of their variables is set: ${unset.join(', ')}.`,
          } as const,
        ]),
  ];
}

const agreesWithinMs = 5_000;

function judgeClock(aheadMs: number): Finding {
  const part = 'clock';
  if (Math.abs(aheadMs) < agreesWithinMs)
    return { part, state: 'ok', say: 'The clocks of the database and of this machine agree.' };
  const apart = formatDistanceStrict(0, Math.abs(aheadMs));
  const say = `The database's clock is ${apart} ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine's. Opsbook goes by the database's; set both by NTP.`;
  return { part, state: 'warning', say };
}

function judgeReplicas(living: readonly LivingExecutor[], { executor }: Facts): Finding[] {
  const part = 'replicas';
  const findings: Finding[] = [];
  const each = living.map(({ id, host, version }) => `${host} ${version}${id === executor ? ' (this one)' : ''}`);
  if (!living.some(({ id }) => id === executor))
    findings.push({
      part,
      state: 'warning',
      say: 'This process counts as silent, so the others take its work over. It comes back by itself; if not, restart it.',
    });
  const versions = new Set(living.map(({ version }) => version));
  if (versions.size > 1)
    findings.push({
      part,
      state: 'warning',
      say: `Different versions run side by side: ${each.join(', ')}. That is as it should be during an upgrade only.`,
    });
  else if (living.length > 0)
    findings.push({
      part,
      state: 'ok',
      say: `${count(living.length, 'process', 'processes')} of Opsbook ${living.length === 1 ? 'runs' : 'run'}: ${each.join(', ')}.`,
    });
  return findings;
}

const megabyte = 1024 ** 2;
const littleBytes = 1024 * megabyte;
const tooLittleBytes = 64 * megabyte;

function judgeDisk(freeBytes: number): Finding {
  const part = 'disk';
  const free = `The data folder has ${Math.floor(freeBytes / megabyte)} MB left`;
  if (freeBytes >= littleBytes) return { part, state: 'ok', say: `${free}.` };
  const state = freeBytes < tooLittleBytes ? 'bad' : 'warning';
  return { part, state, say: `${free}. Make room on its disk, or nothing can be written any more.` };
}

function count(many: number, one: string, more = `${one}s`): string {
  return `${many} ${many === 1 ? one : more}`;
}
