// What the guides about incidents and metrics list is what there is: metrics, places of a template, settings, keys of a settings file.

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { factPlaces } from '../../src/incidents/postmortem-template.ts';
import { settingsOf } from '../../src/incidents/settings.ts';
import { readSettings } from '../../src/settings/settings-file.ts';
import { at } from './tree.ts';

const incidents = await readFile(at('docs/guides/incidents.md'), 'utf8');
const watching = await readFile(at('docs/guides/watching.md'), 'utf8');
const metrics = await readFile(at('src/http/metrics.ts'), 'utf8');

/** The rows below a head, each as its cells. */
function rows(text: string, head: string): string[][] {
  const lines = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  const from = lines.findIndex((cells) => cells[1] === head) + 2;
  const end = lines.findIndex((cells, index) => index >= from && cells.length < 3);
  return lines.slice(from, end).map((cells) => cells.slice(1, -1));
}

test('watching.md has every metric with its label, and no other', () => {
  const measured = [...metrics.matchAll(/name: '(opsbook_\w+)',\n\s+help: '[^']*',(?:\n\s+label: '(\w+)',)?/g)].map(
    ([, name = '', label = '']) => `${name} ${label}`,
  );
  expect(measured.length).toBe([...metrics.matchAll(/'opsbook_\w+'/g)].length);
  expect(measured.length).toBeGreaterThan(5);
  const written = rows(watching, 'Metric').map(([name = '', label = '']) => `${name} ${label}`);
  expect(written.sort()).toEqual(measured.sort());
});

test('incidents.md has every place that a template may ask for', () => {
  expect(rows(incidents, 'Place').map(([name]) => name)).toEqual([...factPlaces]);
});

test('incidents.md shows a settings file that is taken, with every key of it', () => {
  const [, example = ''] = /```yaml\n(incidents:\n[^]*?)```/.exec(incidents) ?? [];
  const usual = settingsOf({ timezone: 'UTC', announceChannel: undefined, updateEveryMs: 1 });
  expect(readSettings(example, usual)).toMatchObject({ ok: true, incidents: { templateFile: './postmortem.md' } });
  const keys = rows(incidents, 'Setting').map(([key]) => key);
  const shown: unknown = parse(example);
  expect(shown).toEqual({ incidents: Object.fromEntries(keys.map((key) => [key, expect.anything()])) });
});
