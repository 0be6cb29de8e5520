// The steps of a plan as an approver reads them: exact text, target, risk and why. What does not fit is said, never cut silently.

import type { KnownBlock } from '@slack/types';
import { intervalToDuration } from 'date-fns';
import type { Plan, PlannedStep, PlannedTarget } from '../../runbooks/planned.ts';
import { context, section } from '../blocks.ts';
import { code, codeBlock, escape, plain } from '../fit.ts';

export interface PlanBlocks {
  readonly blocks: readonly KnownBlock[];
  /** False when steps are missing: then the whole plan goes to the thread as a file. */
  readonly isWhole: boolean;
}

const budget = 8_000;
const perStep = 2_400;
const mostSteps = 15;

export function planBlocks(plan: Plan): PlanBlocks {
  const blocks: KnownBlock[] = [];
  let used = 0;
  let shown = 0;
  for (const [index, step] of plan.steps.entries()) {
    const body = stepBody(step);
    const size = Array.from(body).length + step.title.length + 200;
    if (used + size > budget || body.length > perStep || shown >= mostSteps) break;
    blocks.push(section(`*${index + 1}. ${plain(titleOf(step), 200)}*${body === '' ? '' : `\n${body}`}`));
    const notes = notesOf(step);
    if (notes !== '') blocks.push(context(notes));
    used += size;
    shown += 1;
  }
  const isWhole = shown === plan.steps.length;
  if (!isWhole) {
    const rest = plan.steps.length - shown;
    blocks.push(
      section(
        `:page_facing_up: *${rest} more ${rest === 1 ? 'step' : 'steps'}*: the whole plan is a file in this message's thread.`,
      ),
    );
  }
  return { blocks, isWhole };
}

/** What a step is called: the author's words, else what it does. */
export function titleOf(step: PlannedStep): string {
  if (step.title !== '') return step.title;
  switch (step.kind) {
    case 'http':
      return `${step.request.method} ${step.request.path}`;
    case 'sql':
      return 'Run SQL';
    case 'sh':
      return 'Run a script';
    case 'manual':
      return step.text;
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
    case 'sh':
      return codeBlock(exactText(step), perStep + 600);
    case 'manual':
      return step.text === step.title || step.title === ''
        ? '☐ a person ticks this off'
        : `☐ ${plain(step.text, 1000)}`;
    case 'wait':
      return inWords(step.durationMs);
    case 'approve':
      return `${escape(step.who.join(', '))} must approve: ${plain(step.why, 500)}`;
  }
}

function notesOf(step: PlannedStep): string {
  if (step.kind === 'manual' || step.kind === 'wait' || step.kind === 'approve')
    return step.when === undefined ? '' : `only when ${code(step.when)}`;
  const parts = [`*${step.risk}*`, `on ${code(step.target.name)} (${escape(where(step.target))})`];
  if (step.because[0] !== undefined) parts.push(plain(step.because[0], 200));
  if (step.when !== undefined) parts.push(`only when ${code(step.when)}`);
  if (step.expect !== undefined) parts.push(`expects ${code(step.expect)}`);
  if (step.everyMs !== undefined && step.withinMs !== undefined)
    parts.push(`tries every ${inWords(step.everyMs)} for ${inWords(step.withinMs)}`);
  if (step.kind === 'sql' && step.maxRows !== undefined) parts.push(`at most ${step.maxRows} rows`);
  if (step.secret) parts.push('output hidden');
  return parts.join(' · ');
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

const units = { days: 'd', hours: 'h', minutes: 'min', seconds: 's' } as const;

/** 90_000 → "1 min 30 s". */
export function inWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const {
    days = 0,
    hours = 0,
    minutes = 0,
    seconds = 0,
  } = intervalToDuration({ start: 0, end: Math.round(ms / 1000) * 1000 });
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
    return `## ${index + 1}. ${titleOf(step)}${target}\n${because}\n${fenced(exactText(step))}\n`;
  });
  return `# ${plan.title}\n\n\`${plan.procedure}\`, digest ${digest}\n\n${parameters.join('\n')}\n\n${steps.join('\n')}`;
}

function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
