// What is under deploy/ and the Dockerfile against the program: variables that exist, ports it listens on, time enough to end.

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { at } from './tree.ts';

const text = (file: string): Promise<string> => readFile(at(file), 'utf8');
const files = ['Dockerfile', 'deploy/compose.yml', 'deploy/opsbook.service', 'deploy/kubernetes.yml'];
const readme = await text('README.md');

test.each(files)('%s names no variable that the README does not explain', async (file) => {
  const named = [...(await text(file)).matchAll(/\b(?:SLACK|OPSBOOK|DATABASE)_[A-Z_]+\b/g)].map(([name]) => name);
  expect(named.length).toBeGreaterThan(0);
  const unknown = named.filter((name) => !readme.includes(`\`${name.replace(/_FILE$/, '')}\``));
  expect(unknown).toEqual([]);
});

test('the image has a Node that the program runs on', async () => {
  const versions = [...(await text('Dockerfile')).matchAll(/^FROM node:(\d+)/gm)].map(([, major]) => Number(major));
  expect(versions.length).toBe(2);
  const [least = 0] = /\d+/.exec(packageJson.engines.node)?.map(Number) ?? [];
  for (const major of versions) expect(major).toBeGreaterThanOrEqual(least);
});

test.each(['deploy/compose.yml', 'deploy/kubernetes.yml'])('%s is YAML without a mistake', async (file) => {
  const documents = parseAllDocuments(await text(file));
  expect(Array.isArray(documents) ? documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]) : []).toEqual(
    [],
  );
  expect(documents.length).toBeGreaterThan(0);
});

test.each([
  ['deploy/compose.yml', /stop_grace_period: (\d+)s/],
  ['deploy/opsbook.service', /TimeoutStopSec=(\d+)/],
  ['deploy/kubernetes.yml', /terminationGracePeriodSeconds: (\d+)/],
])('%s waits longer than steps under way get to end', async (file, wait) => {
  const stopping = await text('src/bot.ts');
  const drainMs = Number(/drainMs = ([\d_]+)/.exec(stopping)?.[1]?.replaceAll('_', ''));
  expect(drainMs).toBeGreaterThan(0);
  expect(Number(wait.exec(await text(file))?.[1]) * 1000).toBeGreaterThan(drainMs + 10_000);
});
