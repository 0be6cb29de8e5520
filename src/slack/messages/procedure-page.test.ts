import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMrkdwn } from '../../../practice/slack/page/text/mrkdwn.ts';
import { mentionsIn, refusals } from '../../../test/support/block-kit.ts';
import { anybodysRights, attemptOf, runOf } from '../../../test/support/sample-run.ts';
import { blockOf, procedureOf, runbookOf, scriptOf } from '../../../test/support/sample-runbook.ts';
import { slackText } from '../../../test/support/slack-text.ts';
import type { ManualStep, Procedure, Runbook, Step } from '../../runbooks/model.ts';
import { fit, visible, type SlackMessage } from '../fit.ts';
import { outputMessage } from './output.ts';
import type { Place } from './pages.ts';
import { procedurePage } from './procedure-page.ts';

const start: Place = { step: 0, part: 0 };

function messageOf(procedure: Procedure, at = start, page: Runbook['page'] = 'runbook'): SlackMessage {
  const runbook = runbookOf({ page, procedures: [procedure] });
  return procedurePage({
    rights: anybodysRights,
    runbook,
    procedure,
    runs: [runOf()],
    warnings: ['APP_URL is not set.'],
    at,
  });
}

function pageOf(steps: readonly Step[], change: Partial<Procedure> = {}, at = start): string {
  const revision = { name: 'revision', type: 'string', pattern: '[0-9a-f]+', describe: 'last good' } as const;
  const parameters = [{ ...revision, choices: ['a', 'b'], default: 'a' }];
  return JSON.stringify(messageOf(procedureOf({ approvals: 1, parameters, steps, ...change }), at));
}

function guideOf(steps: readonly Step[], change: Partial<Procedure> = {}): string {
  return JSON.stringify(messageOf(procedureOf({ steps, ...change }), start, 'guide'));
}

const script = scriptOf({ marks: [{ kind: 'endless', say: '`tail -f` never ends by itself', line: 1 }] });
const item = (text: string, change: Partial<ManualStep> = {}): ManualStep => ({
  kind: 'manual',
  title: '',
  line: 7,
  risk: 'read',
  because: [],
  marks: [],
  text,
  ...change,
});

test.each<[string, string, string[]]>([
  [
    'what it is',
    pageOf([]),
    ['Roll back', '`shop.rollback` · risk *destroy* · needs one other person of @shop-approvers', 'When it is bad.'],
  ],
  ['where it stands', pageOf([]), ['runbooks/shop.md, line 1 `f00dfee`']],
  [
    'its parameters',
    pageOf([]),
    ['• `revision` last good (string, matches `[0-9a-f]+`, one of `a`, `b`, default `a`)'],
  ],
  [
    'what leads to it, where its introduction does not say so',
    pageOf([], { alerts: ['ShopDown'], symptoms: ['it is bad', 'it is slow'] }),
    ['Alerts: ShopDown\\nSymptoms: it is slow"'],
  ],
  ['its warnings and runs', pageOf([]), [':warning: APP', 'Last runs: 42 running']],
  [
    'a step',
    pageOf([script]),
    ['*1. Script*\\n```rm -rf x```', '*destroy* on `ops`: it deletes · :warning: ', 'by itself · `shop.md:1`'],
  ],
  ['a checklist item', pageOf([item('Call the porter')]), ['*1.* ☐ Call the porter', '*read* · `shop.md:7`']],
  ['a long condition', pageOf([{ ...script, when: `a == "${'b'.repeat(300)}"` }]), ['only when\\n```a == ']],
  ['a short condition', pageOf([{ ...script, when: 'a == 1' }]), ['only when `a == 1`']],
  ['a title that does not fit in one line', pageOf([{ ...script, title: 't'.repeat(250) }]), [`${'t'.repeat(250)}\\n`]],
  ['nobody else', pageOf([], { approvals: 0, risk: 'change' }), ['asks you to confirm']],
  ['reads', pageOf([], { approvals: 0, risk: 'read' }), ['runs at once']],
  ['two others', pageOf([], { approvals: 2 }), ['needs 2 other people of']],
  ['that there is one page only', pageOf([script]), ['procedure.run']],
])('shows %s', (_name, page, texts) => {
  for (const text of texts) expect(page).toContain(text);
  expect(page).toContain('procedure.run');
  expect(page).not.toMatch(/procedure\.more|procedure\.earlier|Steps? \d/);
});

describe('a guide', () => {
  const shown = blockOf({ commands: 'kubectl get pods -n <ns>', output: 'api-1 Running', placeholders: ['<ns>'] });
  test.each<[string, string, string[]]>([
    ['that nothing of it is run', guideOf([]), ['*A guide.* People do these steps by hand', 'Go through it…']],
    [
      'a block exactly, with its risk, its reason and its line',
      guideOf([item('df -h\n# and\nls', { block: blockOf(), because: ['It only looks: `df`'] })]),
      ['*1. Commands*\\n```df -h\\n# and\\nls```', '*read*: It only looks: ', '`shop.md:7`'],
    ],
    [
      'what to copy apart from prompts and output',
      guideOf([item('$ kubectl get pods -n <ns>\napi-1 Running', { block: shown })]),
      [
        'Copy this:\\n```kubectl get pods -n &lt;ns&gt;```',
        'printed:\\n```$ kubectl get pods -n &lt;ns&gt;\\napi-1 Running```',
        ':pencil2: fill in `&lt;ns&gt;` before you use it',
      ],
    ],
    [
      'once what only lacks its comments',
      guideOf([item('# look\ndf -h', { block: blockOf({ commands: 'df -h' }) })]),
      ['*1. Commands*\\n```# look\\ndf -h```'],
    ],
    [
      'where a block is meant for, and why it cannot be trusted',
      guideOf([item('ls', { block: blockOf({ inside: 'the shell of `ssh db1`', refused: 'A quote is curly' }) })]),
      ['for the shell of ', 'ssh db1', ':no_entry: cannot be trusted as it stands: A quote is curly'],
    ],
    [
      'that backticks are not copied from Slack',
      guideOf([item('echo `` ls', { block: blockOf() })]),
      ['Slack cannot show it exactly: copy it from the page'],
    ],
    [
      'its words',
      guideOf([item('ls', { title: 'Look', words: 'First.\nLook:', block: blockOf() })]),
      ['*1. Look*\\nFirst.\\nLook:\\n```ls```'],
    ],
    [
      'a choice by the words of its ways',
      guideOf([
        { ...item(''), kind: 'choose', name: 'way', options: [{ value: 'a', label: 'Option A: one host' }] },
        item('ls', { block: blockOf(), when: 'way == "a"' }),
      ]),
      ['☐ a person chooses:\\n• Option A: one host', 'only for “Option A: one host”'],
    ],
    [
      'thresholds as a list',
      guideOf([], {
        thresholds: [
          { metric: 'Queue depth', stated: [{ level: 'Warning', text: '5-8' }, { level: 'Critical', text: '> 10' }] }, // prettier-ignore
          { metric: 'errors', warn: 'value > 1' },
        ],
      }),
      ['*Thresholds*\\n• Queue depth · Warning: 5-8 · Critical: &gt; 10\\n• errors · warn when `value &gt; 1`'],
    ],
  ])('shows %s', (_name, page, texts) => {
    for (const text of texts) expect(page).toContain(text);
  });

  test('does not show twice what is to be filled in', () => {
    const marks = [{ kind: 'unfilled', say: '`<ns>` is not filled in', line: 1 }] as const;
    const page = guideOf([item('ls <ns>', { marks, block: blockOf({ placeholders: ['<ns>'] }) })]);
    expect(page).toContain(':pencil2: fill in');
    expect(page).not.toContain('is not filled in');
  });

  test('that needs repair says so with line and reason, and offers no run', () => {
    const repair = { line: 12, say: 'The block is never closed.', hint: 'Close it.' };
    const page = guideOf([item('ls')], { repairs: [repair, repair, repair] });
    expect(page).toContain(':warning: *Needs repair.* It cannot be run before.');
    expect(page).toContain('• `shop.md:12` The block is never closed. Close it.');
    expect(page).toContain('… and 1 more');
    expect(page).not.toContain('procedure.run');
  });
});

/** All pages as somebody sees them who presses **More steps ›** until there is no more. */
function pagesOf(procedure: Procedure, page: Runbook['page']): SlackMessage[] {
  const pages = [messageOf(procedure, start, page)];
  for (let next = moreOf(pages.at(-1)); next !== undefined; next = moreOf(pages.at(-1)))
    pages.push(messageOf(procedure, next, page));
  return pages;
}

function moreOf(message: SlackMessage | undefined, action = 'procedure.more'): Place | undefined {
  const values = (message?.blocks ?? []).flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((each) => (each.type === 'button' && each.action_id === action ? [each.value] : []))
      : [],
  );
  const [, step = '', part = '0'] = /#(\d+)(?:\.(\d+))?$/.exec(values[0] ?? '') ?? [];
  return step === '' ? undefined : { step: Number(step), part: Number(part) };
}

/** Long enough for several pages, and no longer. */
const someText = slackText.map((text) => Array.from(text).slice(0, 3_500).join(''));

const sections = (pages: readonly SlackMessage[]): string[] =>
  pages.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'section' ? (block.text?.text ?? '') : [])));

describe('pages', () => {
  test('say which steps they show, and lead on and back', () => {
    const procedure = procedureOf({ steps: Array.from({ length: 212 }, (_, index) => item(`Item ${index + 1}`)) });
    const pages = pagesOf(procedure, 'guide');
    const ranges = sections(pages).filter((text) => /^\*Steps? \d/.test(text));
    expect(ranges[0]).toBe('*Steps 1–13 of 212*');
    expect(ranges[1]).toBe('*Steps 14–27 of 212*');
    expect(ranges.at(-1)).toMatch(/^\*Steps \d+–212 of 212\*$/);
    expect(ranges).toHaveLength(pages.length);
    expect(messageOf(procedure, { step: 20, part: 0 }, 'guide')).toEqual(pages[1]);
    expect(messageOf(procedure, { step: 999, part: 5 }, 'guide')).toEqual(pages.at(-1));
    expect(moreOf(pages[2], 'procedure.earlier')).toEqual({ step: 14, part: 0 });
    expect(moreOf(pages[0], 'procedure.earlier')).toBeUndefined();
  });

  test('say so where a step is longer than a page', () => {
    const lines = Array.from({ length: 900 }, (_, line) => `echo ${line} is a line of a long script`).join('\n');
    const pages = pagesOf(procedureOf({ steps: [item(lines, { block: blockOf() }), item('Last')] }), 'guide');
    const ranges = sections(pages).filter((text) => /^\*Steps? \d/.test(text));
    expect(ranges[0]).toBe('*Step 1 of 2 · step 1 goes on on the next page*');
    expect(ranges.at(-1)).toMatch(/^\*Steps 1–2 of 2 · step 1 begins on the page before\*$/);
  });

  const steps = fc.array(
    fc.oneof(
      someText.map((text) => item(text === '' ? 'x' : text, { words: text, because: [text], block: blockOf() })),
      someText.map((text) => item(text, { title: text, when: text, risk: 'destroy', because: [text] })),
      someText.map((text) => scriptOf({ title: text, text, marks: [{ kind: 'endless', say: text, line: 1 }] })),
      someText.map((text): Step => ({
        ...item(''),
        kind: 'choose',
        name: 'way',
        options: [{ value: 'a', label: text }],
      })),
      someText.map((text): Step => ({ ...item(''), kind: 'approve', who: [text], why: text })),
      someText.map((text): Step => ({ ...item(''), kind: 'use', procedure: text, with: { a: { value: text } } })),
    ),
    { maxLength: 12 },
  );

  test.each(['runbook', 'guide'] as const)('of any %s are taken by Slack and show every step once', (page) => {
    fc.assert(
      fc.property(steps, someText, (all, text) => {
        const repairs = text.length % 2 === 0 ? [] : [{ line: 1, say: text, hint: text }];
        const thresholds = [{ metric: text, warn: text, stated: [{ level: text, text }] }];
        const about = { title: text, purpose: text, symptoms: [text], thresholds, repairs };
        const pages = pagesOf(procedureOf({ steps: all, ...about }), page);
        for (const message of pages) {
          expect(refusals(fit(message))).toEqual([]);
          expect(fit(message).blocks).toEqual(message.blocks);
          expect(mentionsIn(message)).toEqual([]);
        }
        const numbers = sections(pages).flatMap((each) => /^\*(\d+)\./.exec(each)?.[1] ?? []);
        expect(numbers.map(Number)).toEqual(all.map((_step, index) => index + 1));
      }),
      { numRuns: 12 },
    );
  });
});

test('whatever a block holds, its pages hold all of it, in order', () => {
  fc.assert(
    fc.property(fc.array(someText, { minLength: 1, maxLength: 8 }), (texts) => {
      const procedure = procedureOf({ purpose: '', steps: texts.map((text) => item(text, { block: blockOf() })) });
      const codes = sections(pagesOf(procedure, 'guide')).flatMap((text) =>
        parseMrkdwn(text).flatMap((part) => (part.kind === 'code-block' ? [part.text] : [])),
      );
      const named = visible(texts.join(''));
      expect(codes.join('').replaceAll(/[\s\u200B]/g, '')).toBe(named.replaceAll(/[\s\u200B]/g, ''));
    }),
  );
});

test('output stands under its step’s name, with the file where there is one', () => {
  const attempt = attemptOf({ step: 1, output: 'a ``` <!channel>' });
  const shown = JSON.stringify(outputMessage(runOf(), attempt));
  expect(shown).toContain('*Step 2: Put the code back*');
  expect(shown).toContain('&lt;!channel&gt;```');
  expect(shown).not.toContain('file below');
  expect(JSON.stringify(outputMessage(runOf(), { ...attempt, hasWholeOutput: true }))).toContain('file below');
});
