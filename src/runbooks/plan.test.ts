import { describe, expect, it } from 'vitest';
import { bindClassifiers } from './bind-classifiers.ts';
import type { ParameterValue } from './model.ts';
import { parseRunbook } from './parse.ts';
import { digestOf, makePlan, type Planned } from './plan.ts';
import { whatChanged } from './plan-changes.ts';
import { plan as planShape, type Plan } from './planned.ts';
import { loadParsers } from './risk/parsers.ts';
import { resolveTargets } from './targets.ts';

const classifiers = bindClassifiers(await loadParsers());
const text = `---
system: shop
owners: ["@shop-oncall"]
approvers: ["@shop-approvers"]
targets:
  app: { http: "\${APP_URL}", headers: { Authorization: "Bearer \${APP_TOKEN}" } }
  db: { postgres: "\${DATABASE}" }
  ops: { shell: local, cwd: "\${APP_HOME}", env: [PATH] }
---
# Shop
## Mend
Make it whole.
\`\`\`yaml procedure
params: { order: { type: string }, count: { type: integer, default: 2 } }
\`\`\`
\`\`\`http target=app every=5s within=1m expect='status == 200' save=seen:json.a
GET /orders/{{order}}
\`\`\`
\`\`\`sql target=db undo=mend max_rows=5 verify='select 1 from orders where id = :order'
select :count; update orders set n = :count where id = :order
\`\`\`
\`\`\`sh target=ops when='seen == 1'
touch "$order"
\`\`\`
- [ ] Tell them about {{order}}, not {{ .Name }}.

\`\`\`wait
5m
\`\`\`
\`\`\`approve
Sure?
\`\`\`
`;
const environment = { APP_URL: 'http://app', APP_TOKEN: 't', DATABASE: 'postgres://u:p@h/d', APP_HOME: '/srv' };

function planned(
  values: Readonly<Record<string, ParameterValue>> = { order: 'a b', count: 2 },
  page = text,
  settings: Readonly<Record<string, string>> = environment,
): Planned {
  const { runbook, problems } = parseRunbook('shop.md', new TextEncoder().encode(page), classifiers);
  const procedure = runbook?.procedures[0];
  if (runbook === undefined || procedure === undefined) throw new Error(JSON.stringify(problems));
  return makePlan(runbook, procedure, values, resolveTargets(runbook, settings), () => undefined);
}

function planOf(answer: Planned): Plan {
  if (!answer.ok) throw new Error(answer.say);
  return answer.plan;
}

it('fills every kind of step in', () => {
  const answer = planned();
  const made = planOf(answer);
  expect(planShape.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
  expect(made.steps).toMatchObject([
    {
      kind: 'http',
      request: { method: 'GET', path: '/orders/a%20b' },
      target: { headers: { Authorization: 'Bearer ${APP_TOKEN}' } },
    },
    {
      kind: 'sql',
      statements: [
        { text: 'select $1', values: [2] },
        { text: 'update orders set n = $1 where id = $2', values: [2, 'a b'] },
      ],
      verify: [{ text: 'select 1 from orders where id = $1', values: ['a b'] }],
    },
    { kind: 'sh', script: 'touch "$order"', environment: { order: 'a b', count: '2' } },
    { kind: 'manual', text: 'Tell them about a b, not {{ .Name }}.' },
    { kind: 'wait', durationMs: 300_000 },
    { kind: 'approve', who: ['@shop-approvers'], why: 'Sure?' },
  ]);
  expect(answer).toMatchObject({ digest: digestOf(made) });
});

it.each([
  [{ order: '..', count: 1 }, environment, 'would change the path'],
  [{ order: 'a' }, environment, '`count` needs a value.'],
  [{ order: 'a', count: 1, cuont: 1 }, environment, 'Did you mean `count`?'],
  [{ order: 'a', count: 1 }, { ...environment, APP_HOME: '' }, 'Target `ops` is switched off: APP_HOME is not set.'],
])('refuses %j with a sentence', (values, settings, say) => {
  expect(planned(values, text, settings)).toEqual({ ok: false, say: expect.stringContaining(say) });
});

describe('the digest', () => {
  const made = planOf(planned());

  it('is the same for the same plan, whatever the order of its keys', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, held]) => [key, turned(held)]),
      );
    };
    expect(digestOf(planShape.parse(turned(made)))).toBe(digestOf(made));
    expect(planned()).toMatchObject({ digest: digestOf(made) });
  });

  it('and the words follow every single field', () => {
    const paths = leaves(made);
    expect(paths.length).toBeGreaterThan(80);
    for (const path of paths) {
      const other = planShape.safeParse(changed(made, path)).data;
      // The word that tells kinds apart has no other value that fits.
      if (other === undefined) continue;
      expect([path, digestOf(other) === digestOf(made), whatChanged(made, other).length > 0]).toEqual([
        path,
        false,
        true,
      ]);
    }
  });
});

it('says in words what changed', () => {
  const before = planOf(planned());
  const page = text.replace('touch "$order"', 'rm "$order"').replace('- [ ] Tell', '- [ ] Tell all\n- [ ] Tell');
  const moved = { ...environment, APP_URL: 'http://elsewhere' };
  const changes = whatChanged(before, planOf(planned({ order: 'b', count: 2 }, page, moved)));
  expect(changes).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^the runbook's text changed \(revision [0-9a-f]{7} → [0-9a-f]{7}\)$/),
      'the parameter order changed',
      'target app now points at http://elsewhere',
      "step 3's text changed",
      'step 7 is new',
    ]),
  );
  expect(whatChanged(before, planOf(planned()))).toEqual([]);
});

type Path = readonly string[];

function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, held]) => leaves(held, [...path, key]));
}

function changed(value: unknown, path: Path): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return another(value);
  if (Array.isArray(value)) return value.map((held, index) => (String(index) === first ? changed(held, rest) : held));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [key, key === first ? changed(held, rest) : held]),
  );
}

function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  const words = new Map([
    ['read', 'destroy'],
    ['change', 'destroy'],
    ['destroy', 'read'],
    ['safe', 'ask'],
    ['ask', 'safe'],
  ]);
  return words.get(String(value)) ?? `${String(value)}x`;
}
