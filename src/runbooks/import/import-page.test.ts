import { beforeAll, describe, expect, test } from 'vitest';
import { bindClassifiers } from '../bind-classifiers.ts';
import type { Classifiers } from '../classifiers.ts';
import { parseRunbook } from '../parse.ts';
import { loadParsers } from '../risk/parsers.ts';
import { importPage } from './import-page.ts';

let classifiers: Classifiers;
beforeAll(async () => {
  classifiers = bindClassifiers(await loadParsers());
});

const page = `# Orders

We take orders.

## Restart a worker

Find it first.

\`\`\`bash
kubectl get pods -n <namespace>
kubectl delete pod <pod name> -n <namespace>
\`\`\`

1. Look again.

   \`\`\`sql
   SELECT count(*) FROM orders;
   \`\`\`

- [ ] Tell the shop.

## Background

Only words.
`;

function copyOf(source: string, file = 'orders.md'): string {
  const imported = importPage(file, Buffer.from(source), classifiers);
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
  expect(imported.problems).toEqual([]);
  return imported.text;
}

/** Whether every line of `whole` stands in `copy`, in order. */
function keeps(copy: string, whole: string): boolean {
  const lines = copy.split('\n');
  let at = 0;
  for (const line of whole.split('\n')) {
    const found = lines.indexOf(line, at);
    if (found === -1) return false;
    at = found + 1;
  }
  return true;
}

describe('the copy of a page', () => {
  test('is a runbook without a problem, of which nothing can be executed', () => {
    const parsed = parseRunbook('orders.md', Buffer.from(copyOf(page)), classifiers);
    expect(parsed).toMatchObject({ page: 'runbook', problems: [], runbook: { system: 'orders', title: 'Orders' } });
    const steps = (parsed.runbook?.procedures ?? []).flatMap((procedure) => procedure.steps);
    expect(steps.map(({ kind }) => kind)).toEqual(['manual', 'manual', 'manual']);
  });

  test('keeps every line of the page, in order', () => {
    expect(keeps(copyOf(page), page)).toBe(true);
  });

  test('declares a parameter for each word that has to be filled in', () => {
    const parsed = parseRunbook('orders.md', Buffer.from(copyOf(page)), classifiers);
    const names = parsed.runbook?.procedures.flatMap(({ parameters }) => parameters.map(({ name }) => name));
    expect(names).toEqual(['namespace', 'pod_name']);
  });

  test('says the risk of each block, why, and how it would be run', () => {
    const copy = copyOf(page);
    expect(copy).toContain('risk change: ');
    expect(copy).toContain('for people, as it stands: `<namespace>` in line 1 still has to be filled in');
    expect(copy).toContain('   once somebody has checked it, Opsbook runs it as: sql target=db');
  });

  test('guesses the targets that its blocks would need', () => {
    const { runbook } = parseRunbook('orders.md', Buffer.from(copyOf(page)), classifiers);
    expect(runbook?.targets).toEqual({
      shell: { kind: 'shell', host: 'local', env: [] },
      db: { kind: 'postgres', url: '${ORDERS_DATABASE_URL}' },
    });
  });

  test('keeps the front matter that is there, and adds to it', () => {
    const copy = copyOf(`---\ntitle: Our orders\nweight: 3\nowners: ["@shop"]\n---\n${page}`);
    const { runbook } = parseRunbook('orders.md', Buffer.from(copy), classifiers);
    expect(runbook).toMatchObject({ title: 'Our orders', owners: ['@shop'], approvers: ['@orders-approvers'] });
    expect(copy).toContain('weight: 3');
  });

  test('is the same for the same page', () => {
    expect(copyOf(page)).toBe(copyOf(page));
  });

  test('cannot be broken out of by what a block says', () => {
    const copy = copyOf('# A\n\n```sh\nrm --force "-->" <x>\n```\n');
    expect(keeps(copy, 'rm --force "-->" <x>')).toBe(true);
    expect(parseRunbook('a.md', Buffer.from(copy), classifiers).runbook?.procedures).toHaveLength(1);
  });
});

test.each([
  ['a runbook', '---\nsystem: a\n---\n# A\n', 'is a runbook already'],
  ['a page that cannot be read well', '# A\n\n```sh\nls\n\n# B\n\ntext\n', 'never closed'],
  ['a file that is no text', '# A\0', 'NUL'],
])('%s is not copied, with the reason', (_name, source, say) => {
  const imported = importPage('a.md', Buffer.from(source), classifiers);
  expect(imported.ok).toBe(false);
  expect(JSON.stringify(imported.problems)).toContain(say);
});
