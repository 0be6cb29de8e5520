// Who may import whom. A new arrow is a decision: change arrows.ts, and ARCHITECTURE.md with it.

import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { arrows, drawArrows } from './arrows.ts';
import { at, importsOf, isProgram, textFiles, type Import } from './tree.ts';

const program = (await textFiles('src', 'practice')).filter(({ file }) => isProgram(file));
const imports = await importsOf(program.map(({ file }) => file));
const own = imports.filter((one) => one.to.endsWith('.ts'));
const ofSource = own.filter((one) => one.from.startsWith('src/'));

function roomOf(file: string): string {
  if (file.startsWith('src/slack/messages/')) return 'slack/messages';
  return (file.split('/')[1] ?? '').replace(/\.ts$/, '');
}

describe('the rooms of src/', () => {
  test('are all in the table, and nothing else is', () => {
    const rooms = program.filter(({ file }) => file.startsWith('src/')).map(({ file }) => roomOf(file));
    expect(arrows.map(({ room }) => room).sort()).toEqual([...new Set(rooms)].sort());
  });

  test('only point down', () => {
    const order = arrows.map(({ room }) => room);
    const upwards = arrows.flatMap(({ room, uses, knows }) =>
      [...uses, ...knows].filter((used) => order.indexOf(used) <= order.indexOf(room)).map((used) => [room, used]),
    );
    expect(upwards).toEqual([]);
  });

  test.each(arrows)('$room imports what its row says', ({ room, uses, knows }) => {
    const crossing = ofSource.filter((one) => roomOf(one.from) === room && leaves(one));
    const usesNow = roomsOf(crossing.filter((one) => !one.isTypeOnly));
    const knowsNow = roomsOf(crossing.filter((one) => one.isTypeOnly)).filter((to) => !usesNow.includes(to));
    const example = (to: string): string => crossing.find((one) => roomOf(one.to) === to)?.from ?? '';
    const added = [...usesNow.filter((to) => !uses.includes(to)), ...knowsNow.filter((to) => !knows.includes(to))];
    expect(added.map((to) => `${example(to)} imports from ${to}`)).toEqual([]);
    expect({ uses: usesNow, knows: knowsNow }, 'the row names an arrow that nobody needs any more').toEqual({
      uses,
      knows,
    });
  });

  test('are drawn in ARCHITECTURE.md as they are', async () => {
    expect(await readFile(at('ARCHITECTURE.md'), 'utf8')).toContain(drawArrows());
  });
});

function leaves(one: Import): boolean {
  return one.to.startsWith('src/') && roomOf(one.to) !== roomOf(one.from);
}

function roomsOf(some: readonly Import[]): string[] {
  return [...new Set(some.map((one) => roomOf(one.to)))].sort();
}

describe('who is imported by whom', () => {
  test('the practice range: only by the demo and by the verb range, and it knows nothing of src/', () => {
    const crossing = own.filter((one) => one.from.split('/')[0] !== one.to.split('/')[0]);
    const strangers = crossing.filter(({ from }) => !/^src\/(?:cli\/(?:demo|range)\.ts|demo\/)/.test(from));
    expect(crossing.map(({ to }) => to)).toContain('practice/range.ts');
    expect(strangers.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test('the demo, whose clock can be moved: by its own verb only', () => {
    const users = ofSource.filter(({ from, to }) => to.startsWith('src/demo/') && !from.startsWith('src/demo/'));
    expect([...new Set(users.map(({ from }) => from))]).toEqual(['src/cli/demo.ts']);
  });

  test('main.ts: by nobody', () => {
    expect(own.filter((one) => one.to === 'src/main.ts')).toEqual([]);
  });

  test('no circle of values', () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of own.filter((one) => !one.isTypeOnly)) next.set(from, [...(next.get(from) ?? []), to]);
    expect(circleIn(next)).toEqual([]);
  });

  // log.ts gives Bolt's SDK a log to write to.
  test.each([
    ['pg-boss', ['src/queue/']],
    ['@electric-sql/pglite', ['src/db/', 'practice/postgres/']],
    ['pg', ['src/db/', 'src/steps/', 'practice/postgres/', 'practice/systems/ace/', 'practice/systems/algorhythmic/']],
    ['@slack/bolt', ['src/handlers/', 'src/log.ts']],
    ['@slack/web-api', ['src/slack/', 'src/handlers/', 'src/duties/']],
    ['commander', ['src/main.ts']],
    ['libpg-query', ['src/runbooks/risk/']],
    ['@vscode/tree-sitter-wasm', ['src/runbooks/risk/']],
    ['esbuild', ['practice/']],
    ['node-sqlite3-wasm', ['practice/systems/aeris/']],
  ])('%s: only by %j', (name, places) => {
    const users = imports.filter((one) => one.isPackage && (one.to === name || one.to.startsWith(`${name}/`)));
    expect(users.length).toBeGreaterThan(0);
    const strangers = users.filter(({ from }) => !places.some((place) => from.startsWith(place)));
    expect(strangers.map(({ from }) => from)).toEqual([]);
  });

  test('the environment of the process is taken by main.ts and handed on', () => {
    const readers = program.filter(({ file, text }) => file.startsWith('src/') && /\bprocess\.env\b/.test(text));
    expect(readers.map(({ file }) => file)).toEqual(['src/main.ts']);
  });
});

/** One circle of imports, or none. */
function circleIn(next: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const to of next.get(file) ?? []) {
      const circle = visit(to, [...path, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of next.keys()) {
    const circle = visit(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
