// The limits that keep the code readable, without an exemption. What lint enforces is proven by code that breaks it.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { at, isProgram, root, textFiles, type TextFile } from './tree.ts';

const everything = await textFiles();
const code = everything.filter(({ file }) => file.endsWith('.ts'));
const program = code.filter(({ file }) => isProgram(file) || file.startsWith('practice/slack/page/'));

describe('sizes', () => {
  test('no file of code is longer than 300 lines', () => {
    expect(code.filter(({ lines }) => lines > 300).map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
  });

  test('nine of ten files of the program have at most 180 lines', () => {
    const sizes = program.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sizes[Math.ceil(sizes.length * 0.9) - 1]).toBeLessThanOrEqual(180);
  });
});

const oneFunction = (lines: number): string => `export function f(): void {\n${'  f();\n'.repeat(lines - 2)}}\n`;

/** Each piece of code breaks the one rule that it is filed under. */
const broken: Readonly<Record<string, string>> = {
  'import(no-default-export)': 'export default 1;\n',
  'import(no-cycle)': `import { b } from './other-half.ts';\nexport const a = (): unknown => b;\n`,
  'eslint(max-lines)': 'export {};\n'.repeat(301),
  'eslint(max-lines-per-function)': oneFunction(81),
  'eslint(no-console)': 'console.log(1);\n',
  'typescript(no-explicit-any)': 'export const a = (b: any): unknown => b;\n',
  'typescript(no-non-null-assertion)': 'export const a = (b?: string): string => b!;\n',
  'typescript(consistent-type-assertions)': 'export const a = (b: unknown): string => b as string;\n',
  'typescript(consistent-type-imports)': `import { Stats } from 'node:fs';\nexport const a = (b: Stats): Stats => b;\n`,
  'typescript(no-floating-promises)': 'Promise.resolve(1);\n',
  'typescript(switch-exhaustiveness-check)': `export function f(a: 'x' | 'y'): void {\n  switch (a) {\n    case 'x':\n  }\n}\n`,
};

const fine = {
  'const-assertion.ts': `export const a = ['b'] as const;\n`,
  'long-function.ts': oneFunction(80),
  'long-file.ts': 'export {};\n'.repeat(300),
};

describe('lint', () => {
  let place: string;
  let found: ReadonlyMap<string, ReadonlySet<string>>;

  beforeAll(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'opsbook-lint-'));
    // Beside it, so that types and the linter's own programs are found.
    await symlink(at('node_modules'), path.join(place, 'node_modules'));
    const folder = path.join(place, 'code');
    await mkdir(folder);
    for (const [rule, text] of Object.entries(broken)) await writeFile(path.join(folder, fileOf(rule)), text);
    for (const [file, text] of Object.entries(fine)) await writeFile(path.join(folder, file), text);
    await writeFile(path.join(folder, 'other-half.ts'), `export { a as b } from './${fileOf('import(no-cycle)')}';\n`);
    await writeFile(path.join(folder, 'tsconfig.json'), await readFile(at('tsconfig.json'), 'utf8'));
    found = await lint(folder);
  }, 60_000);
  afterAll(() => rm(place, { recursive: true, force: true }));

  test.each(Object.keys(broken))('refuses code that breaks %s', (rule) => {
    expect([...(found.get(fileOf(rule)) ?? [])]).toContain(rule);
  });

  test.each(Object.keys(fine))('takes %s', (file) => {
    expect([...(found.get(file) ?? [])]).toEqual([]);
  });

  test('is softened for tests and configuration files only, and only where it says so', async () => {
    const settings = z
      .object({ overrides: z.unknown() })
      .parse(JSON.parse(await readFile(at('.oxlintrc.json'), 'utf8')));
    expect(settings.overrides).toEqual([
      { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
      { files: ['test/**', '**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
    ]);
  });

  test('is never switched off from inside a file', () => {
    expect(saying(code, /(?:es|ox)lint-(?:dis|en)able|@ts-(?:ignore|expect-error|nocheck)/)).toEqual([]);
  });
});

function fileOf(rule: string): string {
  return `${rule.replaceAll(/[()]/g, '-').replace(/-$/, '')}.ts`;
}

const report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), severity: z.string(), filename: z.string() })),
});

/** Which rules each file of a folder breaks. */
async function lint(folder: string): Promise<Map<string, Set<string>>> {
  const words = [
    at('node_modules/oxlint/bin/oxlint'),
    '--type-aware',
    '--config',
    at('.oxlintrc.json'),
    '--format',
    'json',
    '.',
  ];
  // It ends with 1 when it finds something, which is what is asked for here.
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, words, { cwd: folder, maxBuffer: 1e8 }, (_error, stdout) => resolve(stdout));
  });
  const rules = new Map<string, Set<string>>();
  for (const { code: rule, severity, filename } of report.parse(JSON.parse(said)).diagnostics) {
    if (severity !== 'error') continue;
    const file = path.basename(filename);
    rules.set(file, (rules.get(file) ?? new Set()).add(rule));
  }
  return rules;
}

describe('what is nowhere', () => {
  test('an unfinished piece', () => {
    expect(saying(everything, /\b(?:TO[D]O|FIX[M]E)\b/)).toEqual([]);
  });

  test('a drawer for everything', () => {
    const drawer = /(?:^|\/)(?:utils?|common|lib|types|helpers?|misc)(?:\/|\.ts$)/;
    expect(everything.map(({ file }) => file).filter((file) => drawer.test(file))).toEqual([]);
  });

  test('a file whose exports are only those of others', () => {
    const barrels = code.filter(({ text }) => /^export (?:type )?(?:\*|\{[^}]*\}) from /m.test(text));
    expect(barrels.map(({ file }) => file)).toEqual([]);
  });

  test('the address of a package registry', async () => {
    expect(saying(everything, /https?:\/\/[\w.-]*(?:registry|artifactory|nexus|verdaccio|mirror)[\w.-]*/i)).toEqual([]);
    expect(await readFile(at('package-lock.json'), 'utf8')).not.toContain('"resolved"');
    expect(await readFile(at('.npmrc'), 'utf8')).not.toMatch(/registry\s*=/);
  });

  test('code without a word on its purpose', () => {
    const silent = program.filter(({ text }) => !/^(?:#!.*\n)?\/\/ \S/.test(text));
    expect(silent.map(({ file }) => file)).toEqual([]);
  });
});

function saying(files: readonly TextFile[], words: RegExp): string[] {
  return files.filter(({ text }) => words.test(text)).map(({ file }) => file);
}

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dependencies: z.record(z.string(), z.string()).default({}),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

// A lock file that was made where some platform's binaries could not be had makes `npm ci` fail everywhere.
test('package-lock.json is whole', async () => {
  const { packages } = lockFile.parse(JSON.parse(await readFile(at('package-lock.json'), 'utf8')));
  const isThere = (folder: string, name: string): boolean => {
    if (`${folder}node_modules/${name}` in packages) return true;
    return (
      folder !== '' &&
      isThere(folder.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+\/$/, '/').replace(/^\//, ''), name)
    );
  };
  const missing = Object.entries(packages).flatMap(([folder, each]) =>
    Object.keys({ ...each.dependencies, ...each.optionalDependencies })
      .filter((name) => !isThere(folder === '' ? '' : `${folder}/`, name))
      .map((name) => `${folder} needs ${name}`),
  );
  expect(missing).toEqual([]);
});

describe('registry folders', () => {
  test.each([
    ['src/handlers/actions', 'action', 'id'],
    ['src/handlers/events', 'event', 'id'],
    ['src/handlers/forms', 'form', 'id'],
    ['src/verbs', 'command', 'name'],
    ['src/cli', 'command', 'name'],
  ])('every file of %s that exports a %s is named for it', async (folder, exported, key) => {
    const files = (await readdir(path.join(root, folder))).filter((file) => isProgram(`${folder}/${file}`));
    let seen = 0;
    for (const file of files) {
      const module: Record<string, unknown> = await import(at(`${folder}/${file}`));
      const one = z.record(z.string(), z.unknown()).safeParse(module[exported]);
      if (!one.success) continue;
      seen += 1;
      const name = z.string().parse(one.data[key]);
      if (exported === 'form') expect(file).toMatch(/-form\.ts$/);
      else expect(file).toBe(`${name.replaceAll(/[. _]/g, '-')}.ts`);
    }
    if (folder.startsWith('src/handlers/')) expect(seen, 'each file is a button or a form').toBe(files.length);
    else expect(seen).toBeGreaterThan(0);
  });
});
