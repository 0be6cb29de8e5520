// What the steps of a plan are called, what exactly they do, and where, without Slack's markup.

import type {
  PlannedExecutable,
  PlannedHttpStep,
  PlannedShellStep,
  PlannedStep,
  PlannedTarget,
} from '../../runbooks/planned.ts';
import { isPlainLine, nameOfBlock } from './by-hand.ts';
import { inWords } from './time-in-words.ts';

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
    case 'promql':
      return 'Ask Prometheus';
    case 'manual':
      if (step.block !== undefined) return nameOfBlock(step.block);
      return isPlainLine(step.text) ? step.text : 'Do by hand';
    case 'wait':
      return `Wait ${inWords(step.durationMs)}`;
    case 'approve':
      return 'Ask for approval';
    case 'choose':
      return 'Choose';
  }
}

/** The text of a step exactly as it will be done, without Slack's markup. */
export function exactText(step: PlannedStep): string {
  switch (step.kind) {
    case 'http': {
      const headers = Object.entries(headersOf(step)).map(([name, value]) => `${name}: ${value}`);
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
        ...declaredIn(step).map((name) => `# ${name}: from ${environmentIn(step)}`),
        ...Object.entries(step.environment).map(([name, value]) => `# ${name}=${JSON.stringify(value)}`),
        step.script,
      ].join('\n');
    case 'promql':
      return step.query;
    case 'manual':
      return step.text;
    case 'wait':
      return inWords(step.durationMs);
    case 'approve':
      return `${step.who.join(', ')}: ${step.why}`;
    case 'choose':
      return step.options.map(({ value, label }) => `${value}: ${label}`).join('\n');
  }
}

/** Those of the target keep their `${NAME}`; the step's own replace them. */
function headersOf({ target, request }: PlannedHttpStep): Readonly<Record<string, string>> {
  const own = new Set(Object.keys(request.headers).map((name) => name.toLowerCase()));
  const declared = target.kind === 'http' ? Object.entries(target.headers) : [];
  return { ...Object.fromEntries(declared.filter(([name]) => !own.has(name.toLowerCase()))), ...request.headers };
}

function environmentIn({ target }: PlannedShellStep): string {
  return target.kind === 'shell' && target.isPractice === true ? 'the practice range' : "Opsbook's own environment";
}

function declaredIn({ target }: PlannedShellStep): readonly string[] {
  return target.kind === 'shell' ? target.env : [];
}

/** Where a target is, without secrets. */
export function where(target: PlannedTarget): string {
  switch (target.kind) {
    case 'http':
    case 'postgres':
    case 'prometheus':
      return target.address;
    case 'shell': {
      const shell = target.host === 'local' ? 'local shell' : target.host;
      return target.cwd === undefined ? shell : `${shell} in ${target.cwd}`;
    }
  }
}

/** "tries every 5 s for 2 min" */
export function triesInWords(everyMs: number, { forMs, withinMs }: PlannedExecutable): string {
  const every = forMs === undefined ? 'tries every' : `has to hold for ${inWords(forMs)}, looks every`;
  const end = withinMs === undefined ? '' : `${forMs === undefined ? ' for' : ', gives up after'} ${inWords(withinMs)}`;
  return `${every} ${inWords(everyMs)}${end}`;
}
