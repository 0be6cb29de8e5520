import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentionsIn, refusals } from '../../../test/support/block-kit.ts';
import { anybodysRights, executable, noon, planOf, runOf, scriptStep } from '../../../test/support/sample-run.ts';
import { slackText } from '../../../test/support/slack-text.ts';
import type { PlannedSqlStep, PlannedStep } from '../../runbooks/planned.ts';
import type { Evidence, Finding } from '../../runs/evidence.ts';
import { fit } from '../fit.ts';
import { approvalCard } from './approval-card.ts';
import { evidencePage } from './evidence-page.ts';
import { evidenceAsMarkdown, unpreviewed, withEvidence } from './evidence.ts';
import { planAsMarkdown } from './plan-file.ts';
import { planPage } from './plan-page.ts';
import { runCard } from './run-card.ts';

const update: PlannedSqlStep = {
  ...executable,
  kind: 'sql',
  risk: 'change',
  target: { kind: 'postgres', name: 'db', address: 'op@db/shop', url: '${D}' },
  statements: [{ text: 'update t set a = 1', values: [] }],
};
const read = scriptStep({ risk: 'read', evidence: true });

function seenAs(found: Finding, step = 0): Evidence {
  return { at: noon.toISOString(), steps: [{ step, found }] };
}

function shown(step: PlannedStep, found: Finding): string {
  const { pieces } = withEvidence({ title: '', pieces: [], notes: [] }, step, 0, seenAs(found));
  return pieces.join('\n').replaceAll(/<!date[^>]*>/g, 'NOON');
}

const counted = (rows: number, ...each: readonly (number | null)[]): Finding => ({
  kind: 'counted',
  rows,
  statements: (each.length === 0 ? [rows] : each).map((one) => ({
    command: one === null ? 'SELECT' : 'UPDATE',
    rows: one,
  })),
});
const values = [{ name: 'version', value: '"1.4"' }];

test.each<[string, PlannedStep, Finding, string]>([
  [
    'present values',
    read,
    { kind: 'seen', headline: 'HTTP 200', values, text: '{"version":"1.4"}' },
    ':mag: now (NOON) · HTTP 200 · version = "1.4"\n```{"version":"1.4"}```',
  ],
  ['a value alone', read, { kind: 'seen', headline: 'value 3', values: [], text: '' }, ':mag: now (NOON) · value 3'],
  [
    'the first lines',
    read,
    { kind: 'seen', headline: 'exit code 0', values: [], text: 'abcdefghij'.split('').join('\n') },
    ':mag: now (NOON) · exit code 0\n```a\nb\nc\nd\ne\nf\ng\nh\n… 2 more lines```',
  ],
  [
    'a secret',
    scriptStep({ risk: 'read', secret: true }),
    { kind: 'seen', headline: 'value 3', values, text: 'psst' },
    ':mag: looked at, and hidden: the step is marked secret',
  ],
  ['one row', update, counted(1), ':mag: would change 1 row · tried out NOON and rolled back'],
  [
    'rows within a tolerance',
    { ...update, tolerance: 1.5 },
    counted(3),
    ':mag: would change 3 rows (at most 4) · tried out NOON and rolled back',
  ],
  [
    'the stricter of both limits',
    { ...update, tolerance: 2, maxRows: 5 },
    counted(3),
    ':mag: would change 3 rows (at most 5) · tried out NOON and rolled back',
  ],
  [
    'too many rows',
    { ...update, maxRows: 5 },
    counted(6),
    ':mag: would change 6 rows (at most 5) · *too many: it would stop and roll back* · tried out NOON and rolled back',
  ],
  [
    'several statements and what goes along',
    update,
    counted(9, 2, 3, null),
    ':mag: would change 9 rows · UPDATE 2, UPDATE 3, SELECT · rows that change along with them are counted in · tried out NOON and rolled back',
  ],
  [
    'rows of a secret step',
    { ...update, secret: true },
    counted(3),
    ':mag: looked at, and hidden: the step is marked secret',
  ],
  ['no preview', update, { kind: 'none', say: 'it is too long' }, ':mag: no preview: it is too long'],
  [
    'a target that is away',
    update,
    { kind: 'unseen', say: 'db is away.' },
    ':warning: could not be looked at (NOON): db is away.',
  ],
  [
    'a step that does not apply',
    update,
    { kind: 'skipped', when: 'a == 1' },
    ':mag: would be skipped: `a == 1` does not hold',
  ],
])('%s', (_, step, found, text) => {
  expect(shown(step, found)).toBe(text);
});

test('the plan’s file has what the card has, with more of its text', () => {
  const found: Finding = { kind: 'seen', headline: 'exit code 0', values, text: 'a\n```\nb'.repeat(10) };
  const file = planAsMarkdown(planOf({ steps: [read] }), 'd', seenAs(found));
  expect(file).toContain(`now (2026-03-01 12:00 UTC) · exit code 0 · version = "1.4"\n\n    a\n    \`\`\`\n    ba\n`);
  expect(evidenceAsMarkdown(read, 1, seenAs(found))).toBe('');
});

test.each<[string, readonly PlannedStep[], readonly string[]]>([
  ['only reads', [read], []],
  ['a script', [read, scriptStep()], ['No preview of step 2: what a script does is known only when it is carried out']],
  [
    'both',
    [
      scriptStep(),
      update,
      {
        ...executable,
        kind: 'http',
        target: { kind: 'http', name: 'a', address: 'https://a', headers: {} },
        request: { method: 'POST', path: '/', headers: {} },
      },
    ],
    ['No preview of steps 1, 3: what a script or a request does is known only when it is carried out'],
  ],
])('what has no preview by its nature: %s', (_, steps, lines) => {
  expect(unpreviewed(planOf({ steps: [...steps] }))).toEqual(lines);
});

describe('the card of a planned run', () => {
  const plan = planOf({ steps: [{ ...update, tolerance: 1.5 }], approvals: 0 });
  const text = (evidence: Evidence | null): string => {
    const run = runOf({ plan, state: 'planned', evidence });
    return JSON.stringify(
      runCard({
        run,
        attempts: [],
        obstacle: undefined,
        undoneBy: [],
        approval: undefined,
        votes: [],
        review: undefined,
        successor: undefined,
        beforehand: undefined,
        mention: (name) => name,
      }).blocks,
    );
  };

  test('says that evidence follows, shows it, or says why the run cannot be started', () => {
    expect(text(null)).toContain('What can be seen now follows.');
    expect(text(seenAs(counted(3)))).toContain('would change 3 rows (at most 4)');
    expect(text(seenAs(counted(3)))).not.toContain('follows');
    expect(text(seenAs({ kind: 'unseen', say: 'db is away.' }))).toContain(
      'cannot be started: step 1 has tolerance=1.5, but its rows could not be counted: db is away. Plan it again',
    );
  });
});

test('whatever a system answers, every message with it is one that Slack takes and that pings nobody', () => {
  fc.assert(
    fc.property(slackText, (text) => {
      const kinds: readonly Finding[] = [
        { kind: 'seen', headline: text, values: [{ name: 'a', value: text }], text },
        { kind: 'none', say: text },
        { kind: 'unseen', say: text },
        { kind: 'skipped', when: text },
      ];
      const steps = Array.from({ length: 20 }, () => read);
      const plan = planOf({ steps });
      const evidence = {
        at: noon.toISOString(),
        steps: steps.flatMap((_, step) => kinds.map((found) => ({ step, found }))),
      };
      const run = runOf({ plan, state: 'planned', evidence });
      const card = {
        run,
        attempts: [],
        obstacle: undefined,
        undoneBy: [],
        approval: undefined,
        votes: [],
        review: undefined,
        successor: undefined,
        beforehand: undefined,
        mention: (name: string) => name,
      };
      for (const message of [
        evidencePage(plan, evidence),
        planPage({ rights: anybodysRights, plan, digest: 'd', evidence }),
        runCard(card),
        approvalCard(card),
      ]) {
        expect(refusals(fit(message))).toEqual([]);
        expect(
          mentionsIn(fit(message)).filter(
            (mention) => mention !== `<@${run.requestedBy}>` && !mention.startsWith('<#'),
          ),
        ).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});
