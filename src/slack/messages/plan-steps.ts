// The steps of a plan as an approver reads them: exact text, target, risk and why. What does not fit is said, never cut silently.

import type { KnownBlock } from '@slack/types';
import { intervalToDuration } from 'date-fns';
import type { Risk } from '../../runbooks/model.ts';
import type { Plan, PlannedShellStep, PlannedStep, PlannedTarget } from '../../runbooks/planned.ts';
import { context, section } from '../blocks.ts';
import { clamp, code, codeBlock, escape, plain, sizeOf, visible } from '../fit.ts';

export interface PlanBlocks {
  readonly blocks: readonly KnownBlock[];
  /** False when steps are missing: then the whole plan goes to the thread of the run's card as a file. */
  readonly isWhole: boolean;
}

/** Characters of all steps together; the rest of what one message holds is for what stands around them. */
const budget = 7_000;
const perBody = 2_400;
const titleLength = 200;
const noteLength = 300;
const mostSteps = 15;

/** `rest` says where the whole plan is when it does not fit here. */
export function planBlocks(plan: Plan, rest = "a file in this message's thread"): PlanBlocks {
  const blocks: KnownBlock[] = [];
  let used = 0;
  let shown = 0;
  const known = new Set<string>();
  for (const [index, step] of plan.steps.entries()) {
    const own = shown < mostSteps ? stepBlocks(step, index, known) : undefined;
    if (own === undefined) break;
    used += own.reduce((sum, block) => sum + sizeOf(block), 0);
    if (used > budget) break;
    blocks.push(...own);
    shown += 1;
  }
  const left = plan.steps.length - shown;
  if (left > 0)
    blocks.push(
      section(`:page_facing_up: *${left} more ${left === 1 ? 'step' : 'steps'}*: the whole plan is ${rest}.`),
    );
  return { blocks, isWhole: left === 0 };
}

/** Undefined when the step cannot be shown in full. A target's address stands with the first step that acts there: `known` collects. */
function stepBlocks(step: PlannedStep, index: number, known: Set<string>): KnownBlock[] | undefined {
  const body = stepBody(step);
  const notes = notesOf(step, known);
  const title = plain(titleOf(step), Infinity);
  const isCut = clamp(title, titleLength) !== title || clamp(body, perBody) !== body;
  if (isCut || notes.some((note) => clamp(note, noteLength) !== note)) return undefined;
  return [section(`*${index + 1}. ${title}*\n${body}`), ...(notes.length === 0 ? [] : [context(notes.join(' · '))])];
}

/** What a step is called, in one line: the author's words, else what it does. */
export function titleOf(step: PlannedStep): string {
  return nameOf(step).replaceAll(/\s+/g, ' ').trim();
}

function nameOf(step: PlannedStep): string {
  if (step.title !== '') return step.title;
  switch (step.kind) {
    case 'http':
      return `${step.request.method} ${step.request.path}`;
    case 'sql':
      return 'Run SQL';
    case 'sh':
      return 'Run a script';
    case 'manual':
      return isPlainLine(step.text) ? step.text : 'Do by hand';
    case 'wait':
      return `Wait ${inWords(step.durationMs)}`;
    case 'approve':
      return 'Ask for approval';
  }
}

/** The text of a step exactly as it will be done, without Slack's markup. */
export function exactText(step: PlannedStep): string {
  switch (step.kind) {
    case 'http': {
      const headers = Object.entries(step.request.headers).map(([name, value]) => `${name}: ${value}`);
      const lines = [
        `${step.request.method} ${step.target.kind === 'http' ? step.target.address : ''}${step.request.path}`,
      ];
      return [...lines, ...headers, ...(step.request.body === undefined ? [] : ['', step.request.body])].join('\n');
    }
    case 'sql':
      return step.statements
        .map(({ text, values }) =>
          values.length === 0
            ? text
            : `${text}\n-- ${values.map((value, index) => `$${index + 1} = ${JSON.stringify(value)}`).join(', ')}`,
        )
        .join('\n');
    case 'sh':
      return [
        ...Object.entries(step.environment).map(([name, value]) => `# ${name}=${JSON.stringify(value)}`),
        step.script,
      ].join('\n');
    case 'manual':
      return step.text;
    case 'wait':
      return inWords(step.durationMs);
    case 'approve':
      return `${step.who.join(', ')}: ${step.why}`;
  }
}

function stepBody(step: PlannedStep): string {
  switch (step.kind) {
    case 'http':
    case 'sql':
      return codeBlock(exactText(step), Infinity);
    case 'sh':
      return codeBlock(exactText({ ...step, environment: mentioned(step) }), Infinity);
    case 'manual':
      if (step.text === titleOf(step)) return '☐ a person ticks this off';
      if (isPlainLine(step.text)) return `☐ ${plain(step.text, titleLength)}`;
      return `☐ a person does this:\n${codeBlock(step.text, Infinity)}`;
    case 'wait':
      return inWords(step.durationMs);
    case 'approve':
      return `${escape(step.who.join(', '))} must approve: ${plain(step.why, Infinity)}`;
  }
}

function notesOf(step: PlannedStep, known: Set<string>): string[] {
  const condition = step.when === undefined ? [] : [`only when ${code(step.when, Infinity)}`];
  if (step.kind === 'manual' || step.kind === 'wait' || step.kind === 'approve') return condition;
  const address = known.has(step.target.name) ? '' : ` (${escape(where(step.target))})`;
  known.add(step.target.name);
  const parts = [riskInWords(step.risk), `on ${code(step.target.name)}${address}`];
  if (step.because[0] !== undefined) parts.push(plain(step.because[0], 200));
  parts.push(...condition);
  if (step.expect !== undefined) parts.push(`expects ${code(step.expect, Infinity)}`);
  if (step.everyMs !== undefined && step.withinMs !== undefined)
    parts.push(`tries every ${inWords(step.everyMs)} for ${inWords(step.withinMs)}`);
  if (step.kind === 'sql' && step.maxRows !== undefined) parts.push(`at most ${step.maxRows} rows`);
  if (step.secret) parts.push('output hidden');
  return parts;
}

/** Words rather than a command to copy. */
function isPlainLine(text: string): boolean {
  return !/[\n*_~`]/.test(text) && text.trim() === text && text.length <= titleLength;
}

/** The card says every parameter above its steps; here stand those that this script names. */
function mentioned({ environment, script }: PlannedShellStep): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => script.includes(name)));
}

const riskMarks = { read: '', change: ':large_yellow_circle: ', destroy: ':red_circle: ' } as const;

/** A mark that a tired eye finds, and the word. */
export function riskInWords(risk: Risk): string {
  return `${riskMarks[risk]}*${risk}*`;
}

/** What the whole plan amounts to, for the line above its buttons. */
export function inOneLine(plan: Plan): string {
  const dangerous = (['destroy', 'change'] as const).flatMap((risk) => {
    const steps = plan.steps.flatMap((step, index) => ('target' in step && step.risk === risk ? [index + 1] : []));
    return steps.length === 0
      ? []
      : [`${riskInWords(risk)} in ${steps.length === 1 ? 'step' : 'steps'} ${numbers(steps)}`];
  });
  const { length } = plan.steps;
  const what = dangerous.length === 0 ? 'nothing is changed' : dangerous.join(', ');
  return `${plain(plan.title, 150)}: ${length} ${length === 1 ? 'step' : 'steps'}, ${what}`;
}

const mostNumbers = 10;

function numbers(steps: readonly number[]): string {
  const more = steps.length > mostNumbers ? ` and ${steps.length - mostNumbers} more` : '';
  return steps.slice(0, mostNumbers).join(', ') + more;
}

/** Where a target is, without secrets. */
export function where(target: PlannedTarget): string {
  switch (target.kind) {
    case 'http':
      return target.address;
    case 'postgres':
      return target.address;
    case 'shell':
      return target.cwd === undefined ? 'local shell' : `local shell in ${target.cwd}`;
  }
}

const dayMs = 86_400_000;
const units = { days: 'd', hours: 'h', minutes: 'min', seconds: 's' } as const;

/** 90_000 → "1 min 30 s". */
export function inWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  // date-fns counts in calendar months; what is less than a day is the same in every zone.
  const whole = Math.round(ms / 1000) * 1000;
  const days = Math.floor(whole / dayMs);
  const { hours = 0, minutes = 0, seconds = 0 } = intervalToDuration({ start: 0, end: whole % dayMs });
  const parts = { days, hours, minutes, seconds };
  return (['days', 'hours', 'minutes', 'seconds'] as const)
    .filter((unit) => parts[unit] > 0)
    .slice(0, 2)
    .map((unit) => `${parts[unit]} ${units[unit]}`)
    .join(' ');
}

/** The whole plan as a Markdown file, for plans that do not fit a message. */
export function planAsMarkdown(plan: Plan, digest: string): string {
  const parameters = Object.entries(plan.parameters).map(([name, value]) => `- ${name} = ${JSON.stringify(value)}`);
  const steps = plan.steps.map((step, index) => {
    const target = 'target' in step ? ` (${step.risk}, on ${step.target.name}: ${where(step.target)})` : '';
    const because = step.because.length === 0 ? '' : `\n${step.because.map((reason) => `> ${reason}`).join('\n')}\n`;
    const when = step.when === undefined ? '' : `\nOnly when ${step.when}\n`;
    const expect = 'target' in step && step.expect !== undefined ? `\nExpects ${step.expect}\n` : '';
    return `## ${index + 1}. ${titleOf(step)}${target}\n${because}${when}\n${fenced(exactText(step))}\n${expect}`;
  });
  return visible(
    `# ${plan.title}\n\n\`${plan.procedure}\`, digest ${digest}\n\n${parameters.join('\n')}\n\n${steps.join('\n')}`,
  );
}

function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
