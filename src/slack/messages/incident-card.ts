// The card of an incident, pinned in its channel: what is true of it now, what is still to be set up, and what can be done.

import type { KnownBlock } from '@slack/types';
import { describeState } from '../../runs/decide.ts';
import { hasEnded } from '../../runs/run.ts';
import { nameOf, type Incident, type IncidentTask } from '../../incidents/incident.ts';
import type { Drill } from '../../drills/drill.ts';
import type { IncidentView } from '../../incidents/view.ts';
import { callOf, inWords as taskInWords, isBefore, isSetUp, setUp, type Call } from '../../incidents/tasks.ts';
import { actions, context, header, section, sectionWith } from '../blocks.ts';
import { code, escape, plain, time, type SlackMessage } from '../fit.ts';
import { drillBlocks, drillButtons } from './drill-card.ts';
import { recordMark } from './record-mark.ts';
import { inMinutes } from './time-in-words.ts';
import { who } from './who.ts';

/** A procedure that may help. */
export interface Fitting {
  readonly name: string;
  readonly title: string;
}

/** `mark`: the entry of the record by which it was declared. */
export function incidentCard(
  view: IncidentView & { readonly drill?: Drill },
  fitting: readonly Fitting[],
  mark?: string,
): SlackMessage {
  const { incident, drill } = view;
  const blocks: KnownBlock[] = [
    header(`SEV${incident.severity} · ${incident.title}`),
    context(facts(incident), ...recordMark(mark)),
    section(headline(view)),
    ...(drill === undefined ? [] : drillBlocks(incident, drill, view.runs.length > 0)),
    section(people(view)),
    ...open(view),
    ...settingUp(view.tasks),
    ...calls(view.tasks),
    ...againButtons(view.tasks),
    ...fittingBlocks(incident, fitting),
    ...buttons(incident),
  ];
  return { text: `${nameOf(incident)}, SEV${incident.severity}, ${incident.state}: ${escape(incident.title)}`, blocks };
}

function facts(incident: Incident): string {
  const parts = [
    code(nameOf(incident)),
    ...(incident.isPrivate ? ['private'] : []),
    ...(incident.system === null ? [] : [plain(incident.system, 60)]),
    `declared by ${who(incident.declaredBy)} ${time(incident.declaredAt, 'date')}`,
  ];
  return parts.join(' · ');
}

function headline({ incident, nextAt }: IncidentView): string {
  switch (incident.state) {
    case 'open': {
      const next = nextAt === undefined ? 'The updates were stopped.' : `Next update by *${time(nextAt)}*.`;
      const mitigated =
        incident.mitigatedAt === null ? '' : ` Users are not hurt any more since ${time(incident.mitigatedAt)}.`;
      return `:rotating_light: *Open.* ${next}${mitigated}`;
    }
    case 'resolved': {
      const { resolvedAt, resolvedBy } = incident;
      const took =
        resolvedAt === null ? '' : ` after ${inMinutes(resolvedAt.getTime() - incident.declaredAt.getTime())}`;
      const by = resolvedBy === null ? '' : ` by ${who(resolvedBy)}`;
      return `:white_check_mark: *Resolved*${by}${took}. ${plain(incident.resolution, 1_500)}`;
    }
    case 'merged':
      return ':twisted_rightwards_arrows: *Merged into another incident.* Go on there; the timeline says which.';
  }
}

function people({ roles }: IncidentView): string {
  const held = roles.filter(({ state }) => state === 'held').map(({ role, person }) => `*${role}* ${who(person)}`);
  const offered = roles
    .filter(({ state }) => state === 'offered')
    .map(({ role, person, byPerson }) => `${role}: ${who(person)} was asked by ${who(byPerson)}`);
  const lines = [held.length === 0 ? '*Nobody leads it.*' : held.join(' · '), ...offered];
  return lines.join('\n');
}

const mostShown = 5;

function open({ runs, items, tasks }: IncidentView): KnownBlock[] {
  // What the incident called stands among its tasks.
  const called = new Set(tasks.filter(({ state }) => state === 'waiting').map(({ task }) => callOf(task)?.procedure));
  const openRuns = runs.filter(({ state, procedure }) => !hasEnded(state) && !called.has(procedure));
  const openItems = items.filter(({ state }) => state === 'open');
  const lines = [
    ...openRuns
      .slice(0, mostShown)
      .map((run) => `:arrow_forward: run ${run.id} ${code(run.procedure, 80)}: ${describeState(run.state)}`),
    ...openItems
      .slice(0, mostShown)
      .map(
        (item) => `:pushpin: ${item.id}. ${plain(item.text, 150)}${item.owner === null ? '' : ` · ${who(item.owner)}`}`,
      ),
    ...more(
      openRuns.length + openItems.length - Math.min(openRuns.length, mostShown) - Math.min(openItems.length, mostShown),
    ),
  ];
  return lines.length === 0 ? [] : [section(lines.join('\n'))];
}

function more(count: number): string[] {
  return count <= 0 ? [] : [`… and ${count} more`];
}

const marks = {
  waiting: ':hourglass_flowing_sand:',
  done: ':heavy_check_mark:',
  failed: ':x:',
  skipped: ':heavy_minus_sign:',
} as const;

/** The whole list while anything of it is open or has failed; nothing afterwards. */
function settingUp(all: readonly IncidentTask[]): KnownBlock[] {
  const own = setUp.flatMap((name) => all.filter(({ task }) => task === name));
  const isDone = own.every(({ state }) => state === 'done' || state === 'skipped');
  return isDone ? [] : [section(['*Setting up*', ...own.map(inLine)].join('\n'))];
}

function inLine({ task, state, say }: IncidentTask): string {
  return `${marks[state]} ${taskInWords(task)}${say === '' ? '' : `: ${plain(say, 200)}`}`;
}

const mostCalls = 8;

/** The runbooks that it called: what is under way and what failed, the latest first. What was skipped says why while there is any. */
function calls(all: readonly IncidentTask[]): KnownBlock[] {
  const called = latestFirst(all);
  const unsettled = called.filter(({ state }) => state === 'waiting' || state === 'failed');
  if (unsettled.length === 0) return [];
  const skipped = called.filter(({ state }) => state === 'skipped');
  const shown = [...unsettled, ...skipped].slice(0, mostCalls);
  const lines = [...shown.map(inLine), ...more(unsettled.length + skipped.length - shown.length)];
  return [section(['*Runbooks it calls*', ...lines].join('\n'))];
}

function latestFirst(all: readonly IncidentTask[]): readonly IncidentTask[] {
  const called = all.flatMap((task): { readonly task: IncidentTask; readonly call: Call }[] => {
    const call = callOf(task.task);
    return call === undefined ? [] : [{ task, call }];
  });
  return called
    .sort((a, b) => (isBefore(a.call, b.call) ? 1 : isBefore(b.call, a.call) ? -1 : 0))
    .map(({ task }) => task);
}

function againButtons(all: readonly IncidentTask[]): KnownBlock[] {
  const failed = [...all.filter(({ task }) => isSetUp(task)), ...latestFirst(all)].filter(
    ({ state }) => state === 'failed',
  );
  return failed.slice(0, mostShown).map((task) =>
    actions({
      action: 'incident.task-again',
      text: `Try again: ${taskInWords(task.task)}`,
      value: `${task.incident}:${task.task}`,
    }),
  );
}

function fittingBlocks({ state }: Incident, fitting: readonly Fitting[]): KnownBlock[] {
  if (state !== 'open' || fitting.length === 0) return [];
  return [
    context('Runbooks that may fit:'),
    ...fitting.map(({ name, title }) =>
      sectionWith(`*${plain(title, 150)}* ${code(name, 100)}`, { action: 'procedure.show', text: 'Show', value: name }),
    ),
  ];
}

function buttons(incident: Incident): KnownBlock[] {
  if (incident.isDrill) return drillButtons(incident);
  const value = String(incident.id);
  if (incident.state === 'merged') return [];
  if (incident.state === 'resolved')
    return [
      actions(
        { action: 'incident.timeline', text: 'Timeline', value },
        { action: 'incident.action', text: 'Action item', value },
        { action: 'incident.note', text: 'Note', value },
      ),
    ];
  return [
    actions(
      { action: 'incident.update', text: 'Write update', value, style: 'primary' },
      { action: 'incident.severity', text: 'Severity', value },
      { action: 'incident.role', text: 'Roles', value },
      { action: 'incident.procedures', text: 'Run a runbook', value },
    ),
    actions(
      { action: 'incident.note', text: 'Note', value },
      { action: 'incident.action', text: 'Action item', value },
      { action: 'incident.timeline', text: 'Timeline', value },
      { action: 'incident.resolve', text: 'Resolve', value, style: 'danger' },
    ),
  ];
}
