import { describe, expect, test } from 'vitest';
import { blockOf, procedureOf, runbookOf } from '../../test/support/sample-runbook.ts';
import type { Procedure } from './model.ts';
import { whyFound } from './search-why.ts';

const step = { kind: 'manual', line: 1, risk: 'read', because: [], marks: [] } as const;

function why(query: string, change: Partial<Procedure>): string | undefined {
  const procedure = procedureOf({ name: 'shop.roll-back', title: 'Roll back', ...change });
  const found = whyFound({ runbook: runbookOf({ title: 'Shop', text: 'Ana keeps the keys.' }), procedure }, query);
  return found && `${found.where}: ${found.text}`;
}

describe('says where the words stand', () => {
  const long = `${'word '.repeat(40)}then restart the printer ${'and more '.repeat(40)}`;
  test.each<[string, string, Partial<Procedure>, string | undefined]>([
    ['an alert', 'latency', { alerts: ['Down', 'HighLatency'] }, 'alert: HighLatency'],
    ['an alert by its parts', 'OOMKilled', { alerts: ['oom killed'] }, 'alert: oom killed'],
    ['a symptom', 'blank page', { symptoms: ['The page is blank'] }, 'symptom: The page is blank'],
    ['the introduction', 'bad', { purpose: 'When it is bad.' }, 'what it is for: When it is bad.'],
    [
      'a step',
      'pods',
      { steps: [{ ...step, title: '', text: 'Look' }, { ...step, title: 'Then', text: 'get\n  pods', block: blockOf() }] }, // prettier-ignore
      'step 2: Then get pods',
    ],
    ['the headings above', 'cluster', { path: ['Cluster', 'Roll back'] }, 'the page: Shop › Cluster › Roll back'],
    ['the rest of the page', 'keys', {}, 'the page: Ana keeps the keys.'],
    [
      'a piece of what is long',
      'printer',
      { purpose: long },
      'what it is for: …word word then restart the printer and more',
    ],
  ])('%s', (_name, query, change, said) => {
    expect(why(query, change)?.startsWith(said ?? '')).toBe(true);
    expect(why(query, change)?.length).toBeLessThan(140);
  });

  test.each<[string, string]>([
    ['the title says it', 'roll'],
    ['no words were given', ''],
    ['the words are nowhere', 'elephant'],
  ])('but not where %s', (_name, query) => {
    expect(why(query, {})).toBeUndefined();
  });
});
