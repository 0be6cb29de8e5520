// A page without Opsbook settings becomes a guide: its headings are procedures, and every step of them is done by a person.

import { z } from 'zod';
import type { Classifiers } from '../classifiers.ts';
import type { Problem, Procedure, Repair, Risk, Runbook } from '../model.ts';
import { worse } from '../risk-order.ts';
import { type PageRead, parseMarkdown } from '../page.ts';
import { mostSteps } from '../plan-calls.ts';
import { problem } from '../problem.ts';
import type { YamlRead } from '../yaml-block.ts';
import type { Session } from './block-steps.ts';
import { isCommand } from './by-hand.ts';
import { findChoices } from './choices.ts';
import { type Unwrapped, unwrapContainers } from './containers.ts';
import { entriesOf, type Entry } from './entries.ts';
import { isTemplate, withoutNumber } from './headings.ts';
import { identify, type Identity } from './identities.ts';
import { repairMojibake } from './mojibake.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { findRepairs } from './repairs.ts';
import { type Group, groupsOf, sectionsOf } from './sections.ts';
import { alertsIn, symptomsIn } from './signs.ts';
import { buildSteps } from './steps.ts';
import { systemOf } from './system.ts';
import { withWordWays } from './word-ways.ts';

/** A person is asked at every step, and while one is asked the time of a run stands still. */
const timeoutMs = 15 * 60_000;

export interface Guide {
  readonly runbook: Runbook;
  readonly problems: readonly Problem[];
}

export interface GuidePage extends Extract<PageRead, { ok: true }> {
  /** What its front matter holds. */
  readonly yaml: YamlRead | undefined;
}

/** `file` names the page in sentences and gives the guide its system. Never throws for what a page holds. */
export function parseGuide(file: string, page: GuidePage, revision: string, classifiers: Classifiers): Guide {
  const unwrapped = unwrapContainers(page.source);
  const tree = unwrapped.source === page.source ? page.tree : (parseMarkdown(unwrapped.source) ?? page.tree);
  const { pieces, torn } = piecesOf(tree);
  const front = readFront(page.yaml);
  const title = front.title ?? firstHeading(pieces) ?? nameOf(file);
  const repairs = findRepairs(tree, unwrapped.source, torn);
  const groups = groupsOf(sectionsOf(pieces, title)).map((group) => toDoOf(group, classifiers));
  const withSteps = groups.filter(({ hasSteps }) => hasSteps);
  const identities = identify(withSteps.map(({ path }) => path));
  const session: Session = { classifiers, known: new Set(), inside: undefined };
  const around = { system: systemOf(file), repairs, unwrapped, session };
  const procedures = withSteps.flatMap((group, index) => {
    const identity = identities[index];
    return identity === undefined ? [] : [procedureOf(group, identity, around)];
  });
  const runbook: Runbook = {
    page: 'guide',
    system: around.system,
    title,
    file,
    revision,
    owners: [],
    approvers: [],
    targets: {},
    procedures,
    text: groups.flatMap((group) => (group.hasSteps ? [] : [textOf(group)])).join('\n\n'),
    repairs,
  };
  const faults = [...front.faults, ...repairs, ...unwrapped.includes.map(included)];
  return { runbook, problems: faults.map(({ line, say, hint }) => problem(file, line, say, hint)) };
}

interface ToDo {
  readonly path: readonly string[];
  readonly line: number;
  readonly endLine: number;
  readonly entries: readonly Entry[];
  readonly hasSteps: boolean;
}

function toDoOf({ path, parts }: Group, classifiers: Classifiers): ToDo {
  const entries = withMetrics(
    entriesOf(parts, (code) => isCommand(code, classifiers)),
    path,
  );
  const line = parts[0]?.line ?? 1;
  const endLine = parts.at(-1)?.pieces.at(-1)?.endLine ?? entries.at(-1)?.endLine ?? line;
  return { path, line, endLine, entries, hasSteps: entries.some(({ kind }) => kind !== 'words') };
}

// Where a section has nothing else to do, its metrics are what somebody goes through.
function withMetrics(entries: readonly Entry[], path: readonly string[]): readonly Entry[] {
  const isAboutMetrics = /metric|threshold|monitor|alert|kpi|sli|slo|limit/i.test(path.at(-1) ?? '');
  const stated = entries.filter((entry) => entry.kind === 'words' && entry.stated.length > 0);
  const isTable = stated.some((entry) => entry.kind === 'words' && entry.role === 'row');
  if ((!isAboutMetrics && !isTable) || entries.some(({ kind }) => kind !== 'words')) return entries;
  return entries.map((entry): Entry => {
    if (entry.kind !== 'words' || entry.stated.length === 0) return entry;
    const { text, stated: own, line, endLine } = entry;
    return { kind: 'do', text: text.replace(/^- /, ''), codes: [], stated: own, line, endLine };
  });
}

interface Around {
  readonly system: string;
  readonly repairs: readonly Repair[];
  readonly unwrapped: Unwrapped;
  readonly session: Session;
}

function procedureOf(todo: ToDo, { id, title }: Identity, around: Around): Procedure {
  const { path, line, entries } = todo;
  const choices = findChoices(entries, around.unwrapped.tabs, line);
  const { steps, purpose } = buildSteps(withWordWays(entries, choices), choices, around.session);
  const tooMany: Repair = {
    line,
    say: `The procedure has ${steps.length} steps.`,
    hint: `Split it: at most ${mostSteps} are allowed.`,
  };
  return {
    name: `${around.system}.${id}`,
    id,
    title,
    purpose,
    line,
    approvals: 0,
    timeoutMs,
    parameters: [],
    steps,
    risk: steps.reduce<Risk>((worst, step) => worse(worst, step.risk), 'read'),
    alerts: alertsIn(title, entries),
    symptoms: symptomsIn(entries),
    thresholds: entries.flatMap((entry) =>
      entry.kind === 'block' ? [] : entry.stated.map(({ metric, levels }) => ({ metric, stated: levels })),
    ),
    path,
    repairs: [
      ...around.repairs.filter((repair) => repair.line <= todo.endLine),
      ...(steps.length > mostSteps ? [tooMany] : []),
    ],
  };
}

function textOf({ path, entries }: ToDo): string {
  return [path.at(-1) ?? '', ...entries.map(({ text }) => text)].join('\n');
}

function firstHeading(pieces: readonly Piece[]): string | undefined {
  const found = pieces.find(
    (piece) => piece.kind === 'heading' && piece.depth === 1 && piece.title !== '' && !isTemplate(piece.title),
  );
  return found?.kind === 'heading' ? withoutNumber(found.title) : undefined;
}

function nameOf(file: string): string {
  return systemOf(file).replaceAll('-', ' ');
}

const front = z.looseObject({ title: z.string().trim().min(1).max(300).optional().catch(undefined) });

function readFront(yaml: YamlRead | undefined): { readonly title?: string; readonly faults: readonly Repair[] } {
  if (yaml === undefined) return { faults: [] };
  if (!yaml.ok) return { faults: [yaml.fault] };
  const read = front.safeParse(yaml.value);
  const title = read.success ? read.data.title : undefined;
  return title === undefined || isTemplate(title) ? { faults: [] } : { title: repairMojibake(title), faults: [] };
}

function included(line: number): Repair {
  const say = 'This line takes in another file, which is not read';
  return { line, say, hint: 'Put what belongs to this page into it, or read the other file too.' };
}
