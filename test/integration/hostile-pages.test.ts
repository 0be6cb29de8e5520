// Pages that are made to break whoever reads them lie beside good ones. Each is refused with its line and a sentence, the good ones
// load, and whoever answers people is held up by none.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Library } from '../../src/runbooks/library.ts';
import { loadRunbooks } from '../../src/runbooks/load.ts';
import { createReaders } from '../../src/runbooks/readers.ts';

const limits = { pageMs: 10_000, memoryMb: 128 };
const readers = createReaders(limits);
const large = 1024 * 1024;

const front = (system: string): string =>
  `---\nsystem: ${system}\ntargets: { app: { http: "http://app" }, ops: { shell: local }, db: { postgres: "\${DB}" } }\n---\n# A\n\n`;
const good = (system: string): string => `${front(system)}## Look\n\n\`\`\`http target=app\nGET /\n\`\`\`\n`;
const settings = (text: string) => (system: string) =>
  `${front(system)}## Look\n\n\`\`\`yaml procedure\n${text}\n\`\`\`\n\n\`\`\`http target=app\nGET /\n\`\`\`\n`;
const block = (info: string, code: string) => (system: string) =>
  `${front(system)}## Look\n\n\`\`\`${info}\n${code}\n\`\`\`\n`;
const fill = (piece: string, bytes: number): string => piece.repeat(Math.ceil(bytes / piece.length));

const tooHeavy = /^The page (?:takes (?:too long|too much memory|longer than 3 seconds) to read|nests too deeply)/;
const aliases = Array.from({ length: 8 }, (_, level) => `a${level + 1}: &a${level + 1} [${fill(`*a${level},`, 40)}]`);

type Bad = readonly [what: string, text: string | Buffer | ((system: string) => string), line: number, say: RegExp];

const bad: readonly Bad[] = [
  ['quotes in quotes', fill('> ', large), 1, tooHeavy],
  ['lists in lists', Array.from({ length: 1200 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n'), 1, tooHeavy],
  ['open brackets', fill('[', large), 1, tooHeavy],
  ['emphasis that never closes', fill('*a **b _c ', large), 1, tooHeavy],
  ['cells', `${fill('|a', 20_000)}\n${fill('|-', 20_000)}\n${fill(`${fill('|a', 20_000)}\n`, large)}`, 1, tooHeavy],
  ['steps without end', (system) => `${front(system)}${fill('## A\n\n- [ ] b\n\n', large)}`, 1, tooHeavy],
  ['10 MB', fill('A line of words.\n', 10 * large), 1, /larger than 2 MB/],
  ['a NUL byte', '# a\n\n## b\n\0\n', 4, /holds a NUL byte/],
  ['bytes that are no text', Buffer.from([35, 32, 97, 10, 0xff, 0xfe, 10]), 2, /not UTF-8/],
  ['a list as front matter', '---\n- a\n- b\n---\n# a\n', 2, /not a list of settings/],
  ['front matter that never closes', '---\nsystem: open\n\n# a\n', 1, /never closed/],
  ['front matter that is no YAML', '---\nsystem: none\nowners: [\n---\n# a\n', 3, /not valid YAML/],
  [
    'aliases of aliases',
    `---\nsystem: bomb\na0: &a0 [b]\n${aliases.join('\n')}\n---\n# a\n`,
    2,
    /more than \d+ aliases/,
  ],
  ['an alias of itself', '---\nsystem: self\ntargets: &a { app: *a }\n---\n# a\n', 3, /target `app` has no form/],
  ['YAML in YAML', `---\nsystem: deep\na: ${fill('[', 100_000)}\n---\n# a\n`, 3, /not valid YAML/],
  ['settings that are no YAML', settings('id: ['), 10, /not valid YAML/],
  ['a pattern that never ends', settings('params: { a: { type: string, pattern: "(a+)+b" } }'), 10, /takes for ever/],
  ['attributes that do not parse', block("sh target=ops verify='a", 'date'), 9, /quote|attribute/],
  ['an expression without end', block(`http target=app expect='${fill('(', 3000)}'`, 'GET /'), 9, /expect/],
  ['a fence that never closes', (system) => `${front(system)}## Look\n\n\`\`\`sh\ndate\n`, 9, /never closed/],
];

/** A procedure, but nobody can say what it does. */
const deep = block('sh target=ops', `${fill('$(', 20_000)}${fill(')', 10_000)}`);

let folder: string;
let library: Library;
let longestHoldMs = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-hostile-'));
  for (const [index, [what, text]] of bad.entries())
    await writeFile(path.join(folder, `${what}.md`), typeof text === 'function' ? text(`bad-${index}`) : text);
  for (const system of ['alpha', 'middle', 'zulu']) await writeFile(path.join(folder, `${system}.md`), good(system));
  await writeFile(path.join(folder, 'deep.md'), deep('deep'));
  await mkdir(path.join(folder, 'deep'));
  await symlink(folder, path.join(folder, 'deep', 'loop'));
  await symlink('around.md', path.join(folder, 'around.md'));
  await symlink('nowhere', path.join(folder, 'gone.md'));
  await promisify(execFile)('mkfifo', [path.join(folder, 'pipe.md')]);
  let last = performance.now();
  const beat = setInterval(() => {
    longestHoldMs = Math.max(longestHoldMs, performance.now() - last);
    last = performance.now();
  }, 5);
  library = await loadRunbooks([folder], readers);
  clearInterval(beat);
}, 300_000);
afterAll(async () => {
  readers.stop();
  await rm(folder, { recursive: true, force: true });
});

test.each(bad)('%s: refused, with its line and what to do', (what, _text, line, say) => {
  const [problem] = library.problems.filter(({ file }) => file === path.join(folder, `${what}.md`));
  // A machine that is busy with other things may use up the page's time first, and that is a refusal too.
  const isLate = /takes longer than/.test(problem?.say ?? '');
  if (!isLate) expect(problem?.say).toMatch(say);
  expect(problem?.line).toBe(isLate ? 1 : line);
  expect(problem?.hint).toMatch(/\w.*[.?]$/s);
});

test('the good pages are all there, and nothing that a bad one says can be run', () => {
  const names = library.procedureNames().filter((name) => name !== 'deep.look');
  expect(names).toEqual(['alpha.look', 'middle.look', 'zulu.look']);
});

test('what nests too deeply to be read is never called harmless', () => {
  // Where the page as a whole was given up, there is nothing to run.
  expect(['change', 'destroy', undefined]).toContain(library.procedure('deep.look')?.procedure.risk);
});

test('links that lead nowhere are told of, links in a circle are not followed, what is no file is passed over', () => {
  const about = (name: string): (string | undefined)[] =>
    library.problems.filter(({ file }) => file === path.join(folder, name)).map(({ say }) => say);
  expect(about('gone.md')).toEqual(['This link leads nowhere.']);
  expect(about('around.md')).toEqual(['This link leads back to itself.']);
  expect(about('pipe.md')).toEqual([]);
  expect(library.problems.filter(({ file }) => file.includes('loop'))).toEqual([]);
});

test('while they are read, whoever answers people is never held up for long', () => {
  expect(longestHoldMs).toBeGreaterThan(0);
  expect(longestHoldMs).toBeLessThan(limits.pageMs / 4);
});
