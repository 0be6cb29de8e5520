// `/ops show`: one procedure page by page: purpose, parameters, steps with their risks and reasons, last runs.

import type { Rehearsed } from '../../drills/rehearsed.ts';
import type { KnownBlock } from '@slack/types';
import type { Procedure, Repair, Runbook } from '../../runbooks/model.ts';
import { describeState } from '../../runs/decide.ts';
import { askedOf } from '../../runs/right.ts';
import type { Run } from '../../runs/run.ts';
import { actions, context, divider, header, section, type ButtonSpec } from '../blocks.ts';
import { code, escape, plain, time, type SlackMessage } from '../fit.ts';
import { optionsOf } from './condition.ts';
import { nameOfPlace, pageAt, type Page, type Part, type Place } from './pages.ts';
import { introOf } from './procedure-intro.ts';
import { rehearsedLine } from './rehearsed-line.ts';
import { rightsLines, type RightsLine } from './rights-line.ts';
import { procedureTexts } from './procedure-step.ts';
import { partsOfStep } from './step-texts.ts';

export interface ProcedurePage {
  readonly runbook: Runbook;
  readonly procedure: Procedure;
  readonly runs: readonly Run[];
  readonly warnings: readonly string[];
  /** Where the page begins. */
  readonly at: Place;
  readonly rights: RightsLine;
  readonly rehearsed?: Rehearsed;
}

const mostRepairs = 2;

export function procedurePage({
  runbook,
  procedure,
  runs,
  warnings,
  at,
  rights,
  rehearsed,
}: ProcedurePage): SlackMessage {
  const page = pageAt(partsOf(runbook, procedure, warnings), at, procedure.steps.length);
  const blocks: KnownBlock[] = [
    header(procedure.title),
    context(factsOf(runbook, procedure)),
    ...rightsLines(rights),
    ...aboutGuide(runbook),
    ...repairsOf(runbook, procedure),
    ...(page.range === undefined ? [] : [section(`*${page.range}*`)]),
    divider,
    ...page.blocks,
    ...buttons(runbook, procedure, page, rights.refusal === undefined),
    ...rehearsedLine(rehearsed),
    context(runs.length === 0 ? 'Never run yet.' : `Last runs: ${runs.map(runLine).join(' · ')}`),
  ];
  const range = page.range === undefined ? '' : `: ${page.range}`;
  return { text: escape(`${procedure.title} (${procedure.name})${range}`), blocks };
}

function partsOf(runbook: Runbook, procedure: Procedure, warnings: readonly string[]): Part[] {
  const options = optionsOf(procedure.steps);
  const steps = procedure.steps.flatMap((step, index) =>
    partsOfStep(index + 1, procedureTexts(step, options, runbook)),
  );
  return [...introOf(procedure, warnings), ...steps];
}

function factsOf(runbook: Runbook, procedure: Procedure): string {
  return [
    code(procedure.name),
    ...(runbook.page === 'guide' ? ['guide'] : []),
    `risk *${procedure.risk}*`,
    ...(runbook.page === 'guide' ? [] : [approvals(procedure, runbook)]),
    `${plain(runbook.file, 500)}, line ${procedure.line} ${code(runbook.revision.slice(0, 7))}`,
  ].join(' · ');
}

function approvals(procedure: Procedure, runbook: Runbook): string {
  if (procedure.approvals === 0) return procedure.risk === 'read' ? 'runs at once' : 'asks you to confirm';
  const people = procedure.approvals === 1 ? 'one other person' : `${procedure.approvals} other people`;
  const { who, eachOf } = askedOf({ ...procedure, approvers: runbook.approvers });
  const each = eachOf.length === 0 ? '' : `, one of each of ${plain(eachOf.join(', '), 300)}`;
  return `needs ${people} of ${plain(who.join(', '), 500)}${each}`;
}

function aboutGuide({ page }: Runbook): KnownBlock[] {
  return page === 'guide' ? [section('*A guide.* People do these steps by hand; Opsbook runs nothing of it.')] : [];
}

/** On every page, because nothing below it can be taken for certain. */
function repairsOf({ file }: Runbook, { repairs }: Procedure): KnownBlock[] {
  if (repairs.length === 0) return [];
  const lines = repairs.slice(0, mostRepairs).map((repair) => repairLine(file, repair));
  const left = repairs.length - lines.length;
  const more = left === 0 ? [] : [`… and ${left} more, which \`opsbook lint\` lists`];
  return [section([':warning: *Needs repair.* It cannot be run before.', ...lines, ...more].join('\n'))];
}

function repairLine(file: string, { line, say, hint }: Repair): string {
  return `• ${code(`${file.slice(file.lastIndexOf('/') + 1)}:${line}`, 100)} ${plain(`${say} ${hint}`, 500)}`;
}

function buttons(
  { page }: Runbook,
  { name, repairs }: Procedure,
  { earlier, later }: Page,
  mayStart: boolean,
): KnownBlock[] {
  const turn = (action: string, text: string, to: Place | undefined): ButtonSpec[] =>
    to === undefined ? [] : [{ action, text, value: `${name}#${nameOfPlace(to)}` }];
  const run: ButtonSpec = {
    action: 'procedure.run',
    text: page === 'guide' ? 'Go through it…' : 'Run…',
    value: name,
    style: 'primary',
  };
  const all = [
    ...turn('procedure.earlier', '‹ Earlier steps', earlier),
    ...turn('procedure.more', 'More steps ›', later),
    ...(repairs.length === 0 && mayStart ? [run] : []),
  ];
  return all.length === 0 ? [] : [actions(...all)];
}

function runLine(run: Run): string {
  return `${run.id} ${describeState(run.state)} ${time(run.createdAt, 'date')}`;
}
