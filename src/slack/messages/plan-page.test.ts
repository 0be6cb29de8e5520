import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentionsIn, refusals } from '../../../test/support/block-kit.ts';
import { anybodysRights, noon, planOf, scriptStep } from '../../../test/support/sample-run.ts';
import { slackText } from '../../../test/support/slack-text.ts';
import type { Plan, PlannedStep } from '../../runbooks/planned.ts';
import type { Evidence } from '../../runs/evidence.ts';
import { fit, type SlackMessage } from '../fit.ts';
import type { Place } from './pages.ts';
import { planPage } from './plan-page.ts';

const digest = 'c0ffee00'.repeat(8);

function valuesOf({ blocks }: SlackMessage, action: string): string[] {
  return blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((each) =>
          each.type === 'button' && each.action_id === action ? [each.value ?? ''] : [],
        )
      : [],
  );
}

function placeAfter(message: SlackMessage): Place | undefined {
  const [, step = '', part = '0'] = /^\S+ (\d+)(?:\.(\d+))? /.exec(valuesOf(message, 'plan.more')[0] ?? '') ?? [];
  return step === '' ? undefined : { step: Number(step), part: Number(part) };
}

function pagesOf(plan: Plan): SlackMessage[] {
  const pages = [planPage({ rights: anybodysRights, plan, digest })];
  for (let at = placeAfter(pages[0] ?? { text: '', blocks: [] }); at !== undefined;) {
    const next = planPage({ rights: anybodysRights, plan, digest, at });
    pages.push(next);
    at = placeAfter(next);
  }
  return pages;
}

const sections = (pages: readonly SlackMessage[]): string[] =>
  pages.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'section' ? (block.text?.text ?? '') : [])));

test('a short plan is one message without pages', () => {
  const text = JSON.stringify(planPage({ rights: anybodysRights, plan: planOf(), digest }));
  for (const part of ['would need 1 of @shop-approvers', '`revision=1a2b3c4`', 'A plan only: nothing was done.'])
    expect(text).toContain(part);
  expect(text).not.toMatch(/plan\.more|plan\.earlier|Steps? \d/);
});

test('a plan of 200 steps can be read whole, page by page', () => {
  const steps = Array.from({ length: 200 }, (_, index) => scriptStep({ title: `Number ${index + 1}` }));
  const pages = pagesOf(planOf({ steps }));
  const titles = sections(pages).flatMap((text) => /^\*\d+\. (Number \d+)\*/.exec(text)?.[1] ?? []);
  expect(titles).toEqual(steps.map(({ title }) => title));
  expect(sections(pages)).toContain('*Steps 15–28 of 200*');
  expect(valuesOf(pages[1] ?? { text: '', blocks: [] }, 'plan.earlier')[0]).toMatch(
    /^c0ffee00c0ff 1 shop\.rollback \{/,
  );
});

test('what does not fit on one page goes on on the next', () => {
  const script = Array.from({ length: 500 }, (_, line) => `echo this is line ${line}`).join('\n');
  const pages = pagesOf(planOf({ steps: [scriptStep({ script }), scriptStep()] }));
  expect(sections(pages).join('\n')).toContain('echo this is line 499');
  expect(pages.length).toBeGreaterThan(1);
});

test('values too long for a line stand whole on the first page; too long for a button, they are said to be', () => {
  const long = planPage({ rights: anybodysRights, plan: planOf({ parameters: { text: 'v'.repeat(600) } }), digest });
  expect(sections([long])).toContainEqual(`\`\`\`text=${'v'.repeat(600)}\`\`\``);
  const steps = Array.from({ length: 40 }, () => scriptStep());
  const longer = planPage({
    rights: anybodysRights,
    plan: planOf({ steps, parameters: { text: 'v'.repeat(3_000) } }),
    digest,
  });
  expect(JSON.stringify(longer)).toContain('values too long to turn pages with');
  expect(JSON.stringify(longer)).not.toContain('plan.more');
});

describe('what was seen of it', () => {
  const found = { kind: 'seen', headline: 'status 200', values: [], text: '' } as const;
  const evidence: Evidence = { at: noon.toISOString(), steps: [{ step: 0, found: { ...found, values: [] } }] };
  const many: PlannedStep[] = Array.from({ length: 40 }, () => scriptStep());

  test('stands with the steps when there is one page, and follows when there are more', () => {
    expect(JSON.stringify(planPage({ rights: anybodysRights, plan: planOf(), digest, evidence }))).toContain(
      'status 200',
    );
    const paged = JSON.stringify(planPage({ rights: anybodysRights, plan: planOf({ steps: many }), digest, evidence }));
    expect(paged).not.toContain('status 200');
    expect(paged).toContain('What can be seen of it now follows in a moment.');
  });
});

test('pages of any plan are taken by Slack and show every step once', () => {
  const text = slackText.map((long) => Array.from(long).slice(0, 3_000).join(''));
  const block = { language: 'sh', placeholders: [] } as const;
  const step = fc.oneof(
    text.map((script): PlannedStep => scriptStep({ script, title: script, when: script, expect: script })),
    text.map((words): PlannedStep => ({ kind: 'manual', title: words, risk: 'destroy', because: [words], text: words, words, block: { ...block, placeholders: [words] } })), // prettier-ignore
    text.map((why): PlannedStep => ({ kind: 'approve', title: '', risk: 'read', because: [], who: [why], why })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const pages = pagesOf(planOf({ steps, parameters: {} }));
      for (const page of pages) {
        expect(refusals(fit(page))).toEqual([]);
        expect(fit(page).blocks).toEqual(page.blocks);
        expect(mentionsIn(page)).toEqual([]);
      }
      const numbers = sections(pages).flatMap((each) => /^\*(\d+)\./.exec(each)?.[1] ?? []);
      expect(numbers.map(Number)).toEqual(steps.map((_step, index) => index + 1));
    }),
    { numRuns: 12 },
  );
});
