// The tables that people look things up in are complete: commands, terminal verbs, variables, tables of the database.

import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { sentinels } from '../../practice/slack/faults.ts';
import { readCatalogue } from '../../src/handlers/catalogue.ts';
import { incidentRow } from '../../src/incidents/incident.ts';
import { runState } from '../../src/runs/run.ts';
import { at, textFiles } from './tree.ts';

const everything = await textFiles();
const documents = everything.filter(({ file }) => /^(?:[^/]+|docs\/.+)\.md$/.test(file));
const { commands } = await readCatalogue();

function textOf(file: string): string {
  return everything.find((each) => each.file === file)?.text ?? '';
}

/** The first code of each row, in the table below the row that begins with these cells. */
function column(file: string, ...head: readonly string[]): string[] {
  const lines = textOf(file).split('\n');
  const cells = (line: string): string[] => line.split('|').map((cell) => cell.trim());
  const from = lines.findIndex((line) => head.every((cell, index) => cells(line)[index + 1] === cell));
  const below = from === -1 ? [] : lines.slice(from + 2);
  const end = below.findIndex((line) => !line.startsWith('|'));
  return below.slice(0, end).map((line) => cells(line)[1] ?? '');
}

const codesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

describe('README.md', () => {
  test('has every /ops command, as its help writes it', () => {
    expect(column('README.md', 'In Slack', 'Does')).toEqual(commands.map(({ usage }) => `\`/ops ${usage}\``));
  });

  test('has every terminal verb', () => {
    const verbs = everything
      .filter(({ file }) => file.startsWith('src/cli/'))
      .flatMap(({ text }) => {
        const [name, words] = [/^ {2}name: '(.+)',$/m, /^ {2}arguments: '(.+)',$/m].map((line) => line.exec(text)?.[1]);
        return name === undefined ? [] : [`opsbook ${name}${words === undefined ? '' : ` ${words}`}`];
      });
    const written = column('README.md', 'In a terminal', 'Does');
    expect(written.flatMap((cell) => codesIn(cell)).sort()).toEqual(verbs.sort());
  });

  test('has every variable that the program reads, and no other', () => {
    const read = [...textOf('src/config.ts').matchAll(/environment\['([A-Z_]+)'\](?: \|\| '([^']+)')?/g)];
    expect(read.length).toBeGreaterThan(0);
    const written = column('README.md', 'Variable', 'Default', 'Meaning').flatMap((cell) => codesIn(cell));
    const traces = [...textOf('src/trail/tracing-settings.ts').matchAll(/given\('([A-Z_]+)'\)/g)];
    expect(written.sort()).toEqual([...new Set([...read, ...traces].map(([, name = '']) => name))].sort());
    const wrong = read.filter(([, name, preset]) => {
      const row = textOf('README.md')
        .split('\n')
        .find((line) => line.startsWith(`| \`${name}\``));
      return preset !== undefined && row?.split('|')[2]?.trim() !== `\`${preset}\``;
    });
    expect(wrong.map(([, name]) => name)).toEqual([]);
  });
});

test('no document names an /ops command that does not exist, but the list of what is not there yet', () => {
  const known = new Set(commands.map(({ name }) => name));
  const wrong = documents.flatMap(({ file, text }) =>
    [...text.replace(/^## Not yet\n[^]*?(?=^## )/m, '').matchAll(/`\/ops ([a-z][a-z-]*)/g)]
      .filter(([, name = '']) => !known.has(name))
      .map(([words]) => `${file}: ${words}`),
  );
  expect(wrong).toEqual([]);
});

describe('the map', () => {
  test('lists every table of the migrations', async () => {
    const folder = at('src/db/migrations');
    const texts = await Promise.all((await readdir(folder)).map((file) => readFile(`${folder}/${file}`, 'utf8')));
    const made = texts.flatMap((text) => [...text.matchAll(/^create table (\w+)/gm)].map(([, name = '']) => name));
    const written = column('docs/tables.md', 'Table', 'One row is').flatMap((cell) => codesIn(cell));
    expect(written.sort()).toEqual([...made, 'migration', 'pgboss.*'].sort());
  });

  test.each([
    ['## A run', runState.options],
    ['## An incident', incidentRow.shape.state.options],
  ])('draws every state: %s', (heading, states) => {
    const [, drawing = ''] = textOf('ARCHITECTURE.md').split(`\n${heading}\n`);
    const [section = ''] = drawing.split('\n## ');
    expect(states.filter((state) => !new RegExp(`\\b${state}\\b`).test(section))).toEqual([]);
  });

  test('is a map, not a book: ARCHITECTURE.md', () => {
    expect(textOf('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(220);
  });
});

test('CONTRIBUTING.md names faults that the local Slack has', () => {
  const known = sentinels.map(({ channel }) => `\`#${channel}\``);
  const written = column('CONTRIBUTING.md', 'In', 'happens');
  expect(written.length).toBeGreaterThan(0);
  expect(written.filter((name) => !known.includes(name))).toEqual([]);
});

test('decisions are numbered without a gap, and each says context, decision and consequences', () => {
  const pages = documents.filter(({ file }) => file.startsWith('docs/decisions/'));
  expect(pages.map(({ file }) => Number(/\/(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1]))).toEqual(
    pages.map((_, index) => index + 1),
  );
  const headings = ({ text }: { readonly text: string }): string[] =>
    [...text.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title);
  for (const page of pages) expect(headings(page), page.file).toEqual(['Context', 'Decision', 'Consequences']);
});
