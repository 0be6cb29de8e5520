// Every message and form, built from texts that try to ping or to burst Slack's limits, is asked of the local Slack's own rules.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formRefusals, mentionsIn, refusals } from '../../../test/support/block-kit.ts';
import {
  approvalOf,
  attemptOf,
  executable,
  jonas,
  later,
  maria,
  noon,
  planOf,
  runOf,
  scriptStep,
  voteOf,
} from '../../../test/support/sample-run.ts';
import { procedureOf, runbookOf, scriptOf } from '../../../test/support/sample-runbook.ts';
import { slackText } from '../../../test/support/slack-text.ts';
import type { Parameter, Procedure, Runbook, Step } from '../../runbooks/model.ts';
import type { Plan, PlannedManualStep, PlannedStep } from '../../runbooks/planned.ts';
import { runState, type Run } from '../../runs/run.ts';
import { fit, type SlackMessage } from '../fit.ts';
import { approvalCard } from './approval-card.ts';
import { foundMessage } from './found.ts';
import { helpMessage } from './help.ts';
import { outputMessage } from './output.ts';
import { planPage } from './plan-page.ts';
import { planBlocks } from './plan-steps.ts';
import { procedurePage } from './procedure-page.ts';
import { reasonForm } from './reason-form.ts';
import type { RightsLine } from './rights-line.ts';
import { runCard } from './run-card.ts';
import type { RunCard } from './run-headline.ts';
import { runForm } from './run-form.ts';
import { runsList } from './runs-list.ts';
import { sentence } from './sentence.ts';

function planWith(text: string, count: number): Plan {
  const block: PlannedManualStep['block'] = {
    language: 'sh',
    placeholders: [text, `${text}2`],
    commands: text,
    output: text,
    inside: text,
    refused: text,
  };
  const kinds: readonly PlannedStep[] = [
    scriptStep({
      title: text,
      script: text,
      environment: { value: text },
      because: [text],
      marks: [{ kind: 'elsewhere', say: text, line: 1 }],
      when: text,
      expect: text,
    }),
    { kind: 'manual', title: text, risk: 'read', because: [], text },
    { kind: 'manual', title: '', risk: 'read', because: [], text, when: text },
    { kind: 'manual', title: text, risk: 'destroy', because: [text], text, words: text, block },
    { kind: 'approve', title: text, risk: 'read', because: [], who: [text, text], why: text },
    {
      ...executable,
      title: text,
      kind: 'http',
      target: { kind: 'http', name: text, address: `https://${text}`, headers: {} },
      request: { method: 'POST', path: `/${text}`, headers: { 'x-a': text }, body: text },
    },
    {
      ...executable,
      kind: 'sql',
      target: { kind: 'postgres', name: 'db', address: text, url: text },
      statements: [{ text, values: [text, 1, true] }],
      maxRows: 1,
    },
    { kind: 'wait', title: text, risk: 'read', because: [], durationMs: 90_061_000 },
    {
      ...executable,
      kind: 'promql',
      target: { kind: 'prometheus', name: text, address: text, headers: {} },
      query: text,
    },
    {
      kind: 'choose',
      title: text,
      risk: 'read',
      because: [],
      name: 'way',
      options: ['', 'b'].map((end) => ({ value: `a${end}`, label: `${text}${end}` })),
      call: { procedure: 'shop.a', id: '1', parameters: {}, conditions: [{ when: text, id: '', parameters: {} }] },
    },
  ];
  const steps = Array.from({ length: Math.ceil(count / kinds.length) }, () => kinds)
    .flat()
    .slice(0, count);
  return planOf({
    title: text === '' ? 'Shop' : text,
    purpose: text,
    parameters: { value: text, again: text },
    approvers: [text, 'U0JONAS'],
    steps,
  });
}

function cardOf(plan: Plan, text: string, change: Partial<Run>): RunCard {
  const run = runOf({ plan, reason: text, say: text, ...change });
  return {
    run,
    approval: approvalOf({ why: text, who: plan.approvers }),
    votes: [voteOf({ reason: text }), voteOf({ vote: 'no', reason: text })],
    obstacle: undefined,
    undoneBy: [],
    review: undefined,
    successor: undefined,
    beforehand: undefined,
    attempts: plan.steps.flatMap((_step, step) => [
      attemptOf({ step, outcome: 'failed', say: text }),
      attemptOf({ step, attempt: 2, outcome: 'unmet', say: text, decidedBy: jonas }),
    ]),
    mention: (name) => (name === 'U0JONAS' ? '<@U0JONAS>' : name.replaceAll('<', '&lt;')),
  };
}

function procedureWith(text: string, count: number): { readonly runbook: Runbook; readonly procedure: Procedure } {
  const common = {
    title: text,
    line: 1,
    risk: 'destroy',
    because: [text],
    marks: [{ kind: 'endless', say: text, line: 1 }],
  } as const;
  const options = [{ value: 'a', label: text }];
  const kinds: readonly Step[] = [
    scriptOf({ ...common, text }),
    { ...scriptOf({ ...common, text }), kind: 'promql', target: text },
    { kind: 'manual', ...common, title: '', text },
    { kind: 'approve', ...common, who: [text], why: text },
    { kind: 'wait', ...common, durationMs: 5 },
    { kind: 'choose', ...common, name: 'way', options },
    { kind: 'use', ...common, procedure: text, with: { a: { value: text } }, when: text },
  ];
  const parameters = Array.from({ length: count }, (_, index): Parameter => {
    const base = { name: `p${index}`, type: 'string', describe: text, pattern: text } as const;
    return index % 2 === 0 ? { ...base, default: text } : { ...base, choices: [text, 'b'] };
  });
  const procedure = procedureOf({
    title: text,
    purpose: text,
    approvals: 2,
    parameters,
    steps: Array.from({ length: count }, (_, index) => kinds[index % kinds.length]).filter(
      (step) => step !== undefined,
    ),
    alerts: [text],
    symptoms: [text],
    schedule: text,
    thresholds: [{ metric: text, warn: text, critical: text }],
  });
  const runbook = runbookOf({ title: text, owners: [text], approvers: [text], procedures: [procedure] });
  return { runbook, procedure };
}

/** Every message that Opsbook can send, with this text in every place that a person or a system can write to. */
function everyMessage(text: string, count: number): [string, SlackMessage][] {
  const plan = planWith(text, count);
  const { runbook, procedure } = procedureWith(text, count);
  const cards = runState.options.flatMap((state): [string, SlackMessage][] =>
    [null, noon].flatMap((startedAt): [string, SlackMessage][] => {
      const card = cardOf(plan, text, { state, startedAt, endedAt: later(1), cursor: Math.floor(count / 2) });
      return [
        [`run card, ${state}`, runCard(card)],
        [`approval card, ${state}`, approvalCard(card)],
      ];
    }),
  );
  const run = runOf({ plan });
  const item: PlannedManualStep = {
    kind: 'manual',
    title: text,
    risk: 'change',
    because: [text],
    text: text.slice(0, 200),
  };
  const items = planWith(text, 0);
  items.steps.push({ ...item, words: text.slice(0, 450) }, ...Array.from({ length: 9 }, () => item));
  const waiting = { state: 'waiting', startedAt: noon, cursor: 0 } as const;
  const matches = Array.from({ length: 10 }, () => ({
    runbook,
    procedure,
    mayStart: true,
    why: { where: 'step 1', text },
  }));
  return [
    ...cards,
    ['checklist', runCard(cardOf(items, text, waiting))],
    ['plan page', planPage({ rights: hostileRights(text), plan, digest: 'd'.repeat(64) })],
    [
      'procedure page',
      procedurePage({
        rights: hostileRights(text),
        runbook,
        procedure,
        runs: Array(5).fill(run),
        warnings: Array(9).fill(text),
        at: { step: 0, part: 0 },
      }),
    ],
    ['output', outputMessage(run, attemptOf({ output: text, hasWholeOutput: true }))],
    ['found', foundMessage({ words: text, matches, first: 10, total: 30, perPage: 10 })],
    [
      'help',
      helpMessage(
        Array.from({ length: 20 }, () => ({ usage: text.slice(0, 100), describe: text.slice(0, 100) })),
        Array.from({ length: 3 }, () => ({ names: ['run', 'cancel'], why: text })),
      ),
    ],
    ['runs', runsList(Array.from({ length: 15 }, () => run))],
    ['sentence', sentence(text)],
  ];
}

function hostileRights(text: string): RightsLine {
  return { refusal: text, starters: text, approvers: text };
}

function everyForm(text: string, count: number): [string, object][] {
  const { procedure } = procedureWith(text, count);
  const asks = { id: 'run.ask', title: text === '' ? 'Ask' : text, label: 'Why?', hint: 'Say.', submit: 'Ask' };
  return [
    ['empty', runForm(procedure, {}, 'C0OPS')],
    [
      'filled in',
      runForm(procedure, Object.fromEntries(procedure.parameters.map(({ name }) => [name, text])), 'C0OPS'),
    ],
    ['reason', reasonForm({ ...asks, metadata: 'C0OPS:42' })],
  ];
}

const own = new Set([`<@${maria}>`, `<@${jonas}>`, '<#C0OPS>']);

function expectFine(text: string, count: number): void {
  for (const [name, message] of everyMessage(text, count)) {
    const fitted = fit(message);
    expect({ name, refused: refusals(fitted) }).toEqual({ name, refused: [] });
    // A private sentence may name a person; nobody is told of it.
    const foreign = mentionsIn(fitted).filter((mention) => !own.has(mention) && name !== 'sentence');
    expect({ name, foreign }).toEqual({ name, foreign: [] });
    expect(mentionsIn(fitted).filter((mention) => /^<!|^<#C1>/.test(mention))).toEqual([]);
    expect({ name, blocks: fitted.blocks }).toEqual({ name, blocks: message.blocks });
  }
  for (const [name, view] of everyForm(text, count))
    expect({ name, refused: formRefusals(view) }).toEqual({ name, refused: [] });
}

describe('every message and form', () => {
  test.each([
    ['nothing', '', 3],
    ['a ping', '<!channel> <@U1> <#C1> <!subteam^S1>', 7],
    ['a value of 40,000 characters', 'v'.repeat(40_000), 7],
    ['40,000 characters that Slack escapes', '<&>'.repeat(13_333), 7],
    ['emoji', '👩‍👩‍👧'.repeat(2_000), 7],
    ['text from right to left', 'שלום \u202e '.repeat(500), 7],
    [
      'a script of 200 lines',
      Array.from({ length: 200 }, (_, line) => `echo "${line}" && rm -rf \`pwd\``).join('\n'),
      7,
    ],
    ['100 steps', 'Restart it & <wait>', 100],
    ['100 long steps', 'Restart it & <wait> '.repeat(40), 100],
    ['blanks', ' \n\t ', 7],
    ['backticks', '`'.repeat(5_000), 7],
  ])('%s', (_name, text, count) => {
    expectFine(text, count);
  });

  test('any text', () => {
    fc.assert(
      fc.property(slackText, fc.integer({ min: 0, max: 20 }), (text, count) => expectFine(text, count)),
      { numRuns: 10 },
    );
  });
});

test('a plan is shown whole, or it says how many steps are missing: never a step cut in the middle', () => {
  fc.assert(
    fc.property(slackText, fc.integer({ min: 0, max: 30 }), (text, count) => {
      const plan = planWith(text, count);
      const { blocks, isWhole } = planBlocks(plan);
      const shown = blocks.filter((block) => block.type === 'section' && /^\*\d+\. /.test(block.text?.text ?? ''));
      const left = /\*(\d+) more steps?\*/.exec(JSON.stringify(blocks.at(-1)))?.[1] ?? '0';
      expect(shown.length + Number(left)).toBe(plan.steps.length);
      expect(isWhole).toBe(left === '0');
      const cut = blocks.filter((block) => JSON.stringify(block).includes('…') && !text.includes('…'));
      expect(cut.filter((block) => block.type === 'section')).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
