// Thresholds with a unit and a way out, and checklists on a schedule.

import { describe, expect, it } from 'vitest';
import { bindClassifiers } from './bind-classifiers.ts';
import { linkCalls } from './calls.ts';
import { isChecklist } from './check-settings.ts';
import type { Procedure } from './model.ts';
import { parseRunbook } from './parse.ts';
import { loadParsers } from './risk/parsers.ts';

const classifiers = bindClassifiers(await loadParsers());

/** The procedure `shop.watch`, when it is one, and all that is told. */
function read(settings: string, body = lag): { procedure: Procedure | undefined; told: readonly string[] } {
  const text = `---
system: shop
targets: { metrics: { prometheus: "\${PROMETHEUS_URL}" }, db: { postgres: "\${SHOP_DATABASE_URL}" } }
owners: ["@shop"]
---
# Shop

## Watch

\`\`\`yaml procedure
${settings}
\`\`\`

${body}

## Clear

\`\`\`yaml procedure
id: clear
\`\`\`

- [ ] Clear it.
`;
  const { runbook, problems } = parseRunbook('shop.md', new TextEncoder().encode(text), classifiers);
  const linked = linkCalls(runbook === undefined ? [] : [runbook], new Set());
  const procedure = linked.runbooks[0]?.procedures.find(({ name }) => name === 'shop.watch');
  return { procedure, told: [...problems, ...linked.problems].map(({ say, hint }) => `${say} ${hint}`) };
}

const lag = '```promql target=metrics save=lag:value\nlag_seconds\n```';
const items = '- [ ] Look at the board.\n- [ ] Empty the inbox.';

describe('a threshold', () => {
  it.each([
    ['thresholds: { lag: { warn: 20, critical: 50, unit: s, then: clear } }'],
    ['thresholds: [{ metric: lag, warn: 20, critical: 50, unit: s, then: shop.clear }]'],
  ])('keeps its unit and what to run then: %s', (settings) => {
    const { procedure, told } = read(settings);
    expect(told).toEqual([]);
    expect(procedure?.thresholds).toEqual([
      { metric: 'lag', warn: 'value >= 20', critical: 'value >= 50', unit: 's', remedy: 'shop.clear' },
    ]);
  });

  it.each([
    ['thresholds: { lag: { warn: 1, then: cleer } }', /`then` names `shop\.cleer`, which does not exist.*shop\.clear/],
    ['thresholds: { lag: { warn: 1, then: other.thing } }', /`then` names `other\.thing`, which does not exist/],
    ['thresholds: { lag: { warn: 1, then: "two words" } }', /Name a procedure/],
    ['thresholds: { lag: { warn: 1, remedy: clear } }', /no setting `remedy \(write then\)`/],
    ['thresholds: { lag: { warn: 1, unit: "" } }', /thresholds/],
  ])('is refused with a sentence: %s', (settings, expected) => {
    const { procedure, told } = read(settings);
    expect(procedure).toBeUndefined();
    expect(told.join('\n')).toMatch(expected);
  });
});

describe('a schedule over a checklist', () => {
  it('is allowed, with reads beside the items', () => {
    for (const body of [items, `${lag}\n\n${items}`]) {
      const { procedure, told } = read('schedule: "0 8 * * *"', body);
      expect(told).toEqual([]);
      expect(procedure !== undefined && isChecklist(procedure)).toBe(true);
    }
  });

  it.each([
    [
      'a change beside the items',
      'schedule: "0 8 * * *"',
      `\`\`\`sql target=db\nupdate a set b = 1\n\`\`\`\n\n${items}`,
    ],
    ['a block by hand that changes', 'schedule: "0 8 * * *"', `\`\`\`sh\nrm -rf /srv\n\`\`\`\n\n${items}`],
    ['a gate', 'schedule: "0 8 * * *"', `\`\`\`approve\nwho: ["@shop"]\nwhy: Look first.\n\`\`\`\n\n${items}`],
    ['a call of what needs a person', 'schedule: "0 8 * * *"', `\`\`\`yaml step\nuse: clear\n\`\`\`\n\n${items}`],
    ['thresholds', 'thresholds: { lag: { warn: 1 } }', `${lag}\n\n${items}`],
  ])('is refused with %s', (_, settings, body) => {
    const { procedure, told } = read(settings, body);
    expect(procedure).toBeUndefined();
    expect(told.join('\n')).toMatch(/is a check, but/);
  });
});
