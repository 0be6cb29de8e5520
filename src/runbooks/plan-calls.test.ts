// A plan with the steps of called procedures in it.

import { describe, expect, it } from 'vitest';
import { bindClassifiers } from './bind-classifiers.ts';
import type { ParameterValue, Runbook } from './model.ts';
import { parseRunbook } from './parse.ts';
import { makePlan, type Planned } from './plan.ts';
import type { LookUp } from './plan-calls.ts';
import { whatChanged } from './plan-changes.ts';
import { plan as planShape, type Plan } from './planned.ts';
import { loadParsers } from './risk/parsers.ts';
import { resolveTargets } from './targets.ts';

const classifiers = bindClassifiers(await loadParsers());

const shop = `---
system: shop
approvers: ["@shop-approvers"]
targets:
  db: { postgres: "postgres://u@shop/d" }
---
# Shop

## Mend
\`\`\`yaml procedure
params: { order: {}, count: { type: integer, default: 2 } }
\`\`\`

\`\`\`sql target=db save=before:value
select n from orders where id = :order
\`\`\`
\`\`\`yaml step when='before > 1'
use: backup.take
with: { name: "{{order}}", keep: "{{count}}" }
\`\`\`
\`\`\`yaml step
use: backup.take
with: { name: all }
\`\`\`
- [ ] Tell them about {{order}}.
`;

const backup = `---
system: backup
approvers: ["@backup-approvers"]
targets:
  db: { postgres: "postgres://u@backup/d" }
  ops: { shell: local }
---
# Backup

## Take
\`\`\`yaml procedure
approve: 2
params: { name: { pattern: "[a-z]+" }, keep: { type: integer, default: 7 } }
\`\`\`

\`\`\`sql target=db save=before:value max_rows=1
insert into backups (name, keep) values (:name, :keep)
\`\`\`
Look at it:
\`\`\`yaml step when='before == 1'
use: look
with: { name: "{{name}}" }
\`\`\`

## Look
\`\`\`yaml procedure
params: { name: {} }
\`\`\`
\`\`\`sh target=ops when='parameters.name != ""'
ls "/backups/$name"
\`\`\`
- [ ] Is {{name}} there?
`;

function read(text: string): Runbook {
  const { runbook, problems } = parseRunbook('page.md', new TextEncoder().encode(text), classifiers);
  if (runbook === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return runbook;
}

function lookIn(...runbooks: readonly Runbook[]): LookUp {
  return (name) => {
    for (const runbook of runbooks) {
      const procedure = runbook.procedures.find((each) => each.name === name);
      if (procedure !== undefined) return { runbook, procedure, targets: resolveTargets(runbook, {}) };
    }
    return undefined;
  };
}

function planned(values: Record<string, ParameterValue> = {}, pages: readonly string[] = [shop, backup]): Planned {
  const runbooks = pages.map(read);
  const lookUp = lookIn(...runbooks);
  const found = lookUp('shop.mend');
  if (found === undefined) throw new Error('nothing to plan');
  return makePlan(found.runbook, found.procedure, { order: 'abc', count: 2, ...values }, found.targets, lookUp);
}

function planOf(answer: Planned): Plan {
  if (!answer.ok) throw new Error(answer.say);
  return answer.plan;
}

it('has the called steps in the place of each call, with their own parameters, targets and names', () => {
  const made = planOf(planned());
  expect(planShape.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
  const outer = { when: 'before > 1', id: '', parameters: { order: 'abc', count: 2 } };
  const inner = { when: 'before == 1', id: '1', parameters: { name: 'abc', keep: 2 } };
  expect(made.steps).toMatchObject([
    { kind: 'sql', title: '', target: { address: 'u@shop:5432/d' } },
    {
      kind: 'sql',
      title: 'backup.take: Take',
      target: { address: 'u@backup:5432/d' },
      statements: [{ values: ['abc', 2] }],
      call: { procedure: 'backup.take', id: '1', parameters: { name: 'abc', keep: 2 }, conditions: [outer] },
    },
    {
      kind: 'sh',
      environment: { name: 'abc' },
      when: 'parameters.name != ""',
      call: { procedure: 'backup.look', id: '1.1', conditions: [outer, inner] },
    },
    { kind: 'manual', title: 'backup.look: Is abc there?', text: 'Is abc there?', call: { id: '1.1' } },
    { kind: 'sql', statements: [{ values: ['all', 7] }], call: { id: '2', conditions: [] } },
    { kind: 'sh', environment: { name: 'all' }, call: { id: '2.1', conditions: [{ id: '2' }] } },
    { kind: 'manual' },
    { kind: 'manual', text: 'Tell them about abc.' },
  ]);
  expect(made.steps[0]).not.toHaveProperty('call');
  expect(made.steps[7]).not.toHaveProperty('call');
});

it('asks for as much as the worst of all', () => {
  expect(planOf(planned())).toMatchObject({ risk: 'change', approvals: 2, approvers: ['@shop-approvers'] });
  const page = backup.replace('ls "/backups', 'rm -rf "/backups').replace('approve: 2\n', '');
  expect(planOf(planned({}, [shop, page]))).toMatchObject({ risk: 'destroy', approvals: 1 });
});

describe('is refused with a sentence', () => {
  it.each<[string, Record<string, ParameterValue>, readonly string[], string]>([
    [
      'a value that the called one does not take',
      { order: 'A' },
      [shop, backup],
      '`backup.take` cannot be called: `name` must match',
    ],
    ['a procedure that is gone', {}, [shop], '`backup.take`, which `shop.mend` calls, cannot be found'],
    [
      'a circle',
      {},
      [shop, backup.replace('use: look', 'use: take')],
      'The calls go round in a circle: shop.mend → backup.take → backup.take.',
    ],
    [
      'more steps than anybody reads',
      {},
      [shop, `${backup}${'- [ ] again\n'.repeat(150)}`],
      'With the steps of what it calls, the plan has more than 200.',
    ],
  ])('%s', (_name, values, pages, say) => {
    expect(planned(values, pages)).toMatchObject({ ok: false, say: expect.stringContaining(say) });
  });
});

describe('the digest', () => {
  const before = planned();

  it('is another one when the called page changed, and the words say so', () => {
    const after = planned({}, [shop, `${backup}\nOne more word.\n`]);
    expect(after).not.toMatchObject({ digest: before.ok && before.digest });
    expect(whatChanged(planOf(before), planOf(after))).toEqual([
      expect.stringMatching(
        /^the text of page\.md with backup\.take, which it calls, changed \(revision .{7} → .{7}\)$/,
      ),
      expect.stringMatching(/^the text of page\.md with backup\.look, which it calls, changed/),
    ]);
  });

  it('tells targets of one name apart', () => {
    const after = planned({}, [shop, backup.replace('u@backup/d', 'u@elsewhere/d')]);
    const changes = whatChanged(planOf(before), planOf(after));
    expect(changes).toContain('target db now points at u@elsewhere:5432/d');
    expect(changes.filter((change) => change.startsWith('target'))).toHaveLength(1);
  });
});
