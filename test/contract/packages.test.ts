// docs/packages.md says what is true of everything that `npm ci` installs: its scripts and its licences.

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { at } from './tree.ts';

const locked = z.object({
  license: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
});
const { packages } = z
  .object({ packages: z.record(z.string(), locked) })
  .parse(JSON.parse(await readFile(at('package-lock.json'), 'utf8')));
const { '': _ours, ...theirs } = packages;
const page = await readFile(at('docs/packages.md'), 'utf8');

/** The first column of the table under this heading or sentence, without its quotes. */
function column(under: string): string[] {
  const from = page.slice(page.indexOf(under)).split('\n');
  const rows = from.slice(from.findIndex((line) => line.startsWith('| ---')) + 1);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end).map((line) => line.split('`')[1] ?? '');
}

const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

const manifest = z.object({ license: z.string().optional(), scripts: z.record(z.string(), z.string()).default({}) });

/** What a package says of itself; undefined when it is for another platform and so not installed. */
async function installed(place: string): Promise<z.infer<typeof manifest> | undefined> {
  const text = await readFile(at(`${place}/package.json`), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : manifest.parse(JSON.parse(text));
}

test('each package has the hash of its contents, and no address', () => {
  expect(Object.keys(theirs).length).toBeGreaterThan(100);
  expect(Object.entries(theirs).filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
  expect(Object.entries(theirs).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('install scripts are those that the page names', async () => {
  const inLock = Object.entries(theirs).filter(([, { hasInstallScript }]) => hasInstallScript === true);
  expect([...new Set(inLock.map(([place]) => nameOf(place)))].sort()).toEqual(column('## Install scripts').sort());
  const needed = inLock.filter(([place]) => nameOf(place) in packageJson.dependencies);
  expect(needed).toEqual([]);
  const unknown: string[] = [];
  for (const place of Object.keys(theirs)) {
    const scripts = Object.keys((await installed(place))?.scripts ?? {});
    const runs = scripts.some((name) => ['preinstall', 'install', 'postinstall'].includes(name));
    if (runs && !column('## Install scripts').includes(nameOf(place))) unknown.push(place);
  }
  expect(unknown).toEqual([]);
});

test('licences are those that the page names', async () => {
  const allowed = column('## Licences');
  const exceptions = column('Two say it in another way');
  const refused: string[] = [];
  const used = new Set<string>();
  for (const [place, { license }] of Object.entries(theirs)) {
    const own = (await installed(place))?.license ?? license ?? 'none';
    // "(MIT OR CC0-1.0)": any one of them is enough.
    const fits = own
      .replaceAll(/[()]/g, '')
      .split(' OR ')
      .filter((each) => allowed.includes(each));
    for (const each of fits) used.add(each);
    if (fits.length === 0 && !exceptions.includes(nameOf(place))) refused.push(`${place}: ${own}`);
  }
  expect(refused).toEqual([]);
  expect(exceptions.filter((name) => !Object.keys(theirs).some((place) => nameOf(place) === name))).toEqual([]);
  expect(
    allowed.filter((name) => !used.has(name)),
    'named, and nobody has it',
  ).toEqual([]);
});
