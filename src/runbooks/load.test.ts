import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Library } from './library.ts';
import { loadRunbooks } from './load.ts';
import { createReaders, type Readers } from './readers.ts';
import { digestOf } from './reading.ts';

const readers = createReaders();
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'runbooks-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});
afterAll(() => readers.stop());

function page(system: string, ...titles: readonly string[]): string {
  const front = `---\nsystem: ${system}\ntargets: { app: { http: "http://app" } }\n---\n# ${system}\n`;
  return (
    front +
    titles
      .map((title) => `\n## ${title}\n\n1. Ask the gateway.\n\n   \`\`\`http target=app\n   GET /\n   \`\`\`\n`)
      .join('')
  );
}

async function put(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

const load = (): Promise<Library> => loadRunbooks([folder], readers);

it('loads what is sound and tells of the rest', async () => {
  await put('b.md', page('beta', 'Restart'));
  await put('deep/a.md', page('alpha', 'Restart'));
  await put('guide.md', '# Hello\n');
  await put('notes.log', page('text', 'Restart'));
  await put('.git/c.md', page('hidden', 'Restart'));
  await put('list.md', '---\n- a\n---\n');
  await put('z.md', page('beta', 'Other'));
  await symlink(folder, path.join(folder, 'deep', 'loop'));
  await symlink(path.join(folder, 'b.md'), path.join(folder, 'same.md'));
  await symlink('nowhere', path.join(folder, 'gone.md'));
  const library = await loadRunbooks([folder, path.join(folder, 'missing')], readers);
  expect(library.procedureNames()).toEqual(['alpha.restart', 'beta.restart']);
  expect(library.pages).toBe(1);
  expect(library.problems.map(({ file, line, say }) => `${path.relative(folder, file)}:${line} ${say}`)).toEqual([
    'gone.md:1 This link leads nowhere.',
    'missing:1 This folder does not exist.',
    'list.md:2 The front matter is not a list of settings with names.',
    expect.stringMatching(/^z\.md:1 The system `beta` already has the runbook .*b\.md, so this one is not used\.$/),
  ]);
  expect(library.procedure('alpha.restart')).toMatchObject({
    runbook: { system: 'alpha' },
    procedure: { id: 'restart' },
  });
  expect(library.procedure('alpha.none')).toBeUndefined();
});

describe('words', () => {
  it('find procedures, names before titles before steps', async () => {
    await put('a.md', page('ace', 'Emergency rollback', 'Check the cache'));
    await put('g.md', page('gateway', 'Flush the cache'));
    const library = await load();
    const found = (words: string): string[] => library.find(words).map(({ name }) => name);
    expect(found('cache')).toEqual(['ace.check-the-cache', 'gateway.flush-the-cache']);
    expect(found('gateway')[0]).toBe('gateway.flush-the-cache');
    expect(found('gateway')).toHaveLength(3);
    expect(found('ROLL ask')).toEqual(['ace.emergency-rollback']);
    expect(found('gateway unheard')).toEqual([]);
    expect(found('')).toHaveLength(3);
  });

  it('lead to the nearest procedure', async () => {
    await put('a.md', page('ace', 'Emergency rollback', 'Restart'));
    const library = await load();
    expect(library.nearest('ace.emergency-rollbak')).toBe('ace.emergency-rollback');
    expect(library.nearest('restrat')).toBe('ace.restart');
    expect(library.nearest('restart')).toBe('ace.restart');
    expect(library.nearest('weather')).toBeUndefined();
  });
});

describe('refresh', () => {
  it('loads anew when a file came, changed or went, and only then', async () => {
    const file = await put('a.md', page('ace', 'Restart'));
    const library = await load();
    expect(await library.refresh()).toBe(false);
    await put('a.md', page('ace', 'Rebuild'));
    expect(await library.refresh(Infinity)).toBe(true);
    expect(library.procedureNames()).toEqual(['ace.rebuild']);
    const text = page('ace', 'Rebuild');
    expect(await library.source(file, digestOf(Buffer.from(text)))).toBe(text);
    expect(await library.source(file, digestOf(Buffer.from(page('ace', 'Restart'))))).toBeUndefined();
    await put('b.md', page('bee', 'Restart'));
    expect(await library.refresh(Infinity)).toBe(true);
    await rm(file);
    expect(await library.refresh(Infinity)).toBe(true);
    expect(library.procedureNames()).toEqual(['bee.restart']);
  });

  it('notices a file of the same size and time that was moved into place', async () => {
    const file = await put('a.md', page('ace', 'Restart'));
    const library = await load();
    await rename(await put('a.new', page('ace', 'Rebuild')), file);
    await library.refresh(Infinity);
    expect(library.procedureNames()).toEqual(['ace.rebuild']);
  });

  it('is not needed to read one file again', async () => {
    const file = await put('a.md', page('ace', 'Restart'));
    const library = await load();
    await put('a.md', page('ace', 'Rebuild'));
    expect((await library.readAgain(file))?.procedures.map(({ id }) => id)).toEqual(['rebuild']);
    expect(library.procedureNames()).toEqual(['ace.restart']);
    await rm(file);
    expect(await library.readAgain(file)).toBeUndefined();
    expect(await library.readAgain('/etc/passwd')).toBeUndefined();
  });
});

describe('while files keep changing', () => {
  /** Reads like the others, but writes a file in the middle of it, as long as it is told to. */
  function meddling(): Readers & { isOn: boolean; readonly asked: string[] } {
    const self = {
      isOn: true,
      asked: new Array<string>(),
      read: async (file: string) => {
        self.asked.push(path.basename(file));
        if (self.isOn) await put('z.md', page('zeta', `Step ${self.asked.length}`));
        return readers.read(file);
      },
      stop: () => undefined,
    };
    return self;
  }

  it('what was loaded stays, as a whole, until they hold still', async () => {
    await put('a.md', page('ace', 'Restart'));
    await put('z.md', page('zeta', 'Restart'));
    const own = meddling();
    own.isOn = false;
    const library = await loadRunbooks([folder], own);
    own.isOn = true;
    await put('a.md', page('ace', 'Rebuild'));
    expect(await library.refresh(Infinity)).toBe(false);
    expect(library.procedureNames()).toEqual(['ace.restart', 'zeta.restart']);
    own.isOn = false;
    expect(await library.refresh(Infinity)).toBe(true);
    expect(library.procedureNames()).toEqual(['ace.rebuild', expect.stringMatching(/^zeta\.step-/)]);
  });

  it('what held still is not read again, and a start gives up in the end', async () => {
    for (const name of ['a', 'b', 'c']) await put(`${name}.md`, page(name, 'Restart'));
    await put('z.md', page('zeta', 'Restart'));
    const own = meddling();
    await expect(loadRunbooks([folder], own)).rejects.toThrow(/kept changing while they were read\. Start again/);
    expect(own.asked.filter((name) => name === 'a.md')).toHaveLength(1);
    expect(own.asked.filter((name) => name === 'z.md').length).toBeGreaterThan(1);
  });

  it('nobody waits for a reload that takes long', async () => {
    await put('a.md', page('ace', 'Restart'));
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    let isSlow = false;
    const slow: Readers = {
      read: async (file) => {
        if (isSlow) await held;
        return readers.read(file);
      },
      stop: () => undefined,
    };
    const library = await loadRunbooks([folder], slow);
    isSlow = true;
    await put('a.md', page('ace', 'Rebuild'));
    expect(await library.refresh(1)).toBe(false);
    expect(library.procedureNames()).toEqual(['ace.restart']);
    expect(library.isReloading).toBe(true);
    go();
    expect(await library.refresh(Infinity)).toBe(true);
    expect(library.isReloading).toBe(false);
    expect(library.procedureNames()).toEqual(['ace.rebuild']);
  });

  it('nobody waits for a reload of many pages', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `page-${index}`);
    for (const name of names) await put(`${name}.md`, page(name, 'Restart'));
    const library = await loadRunbooks([folder], readers);
    for (const name of names) await put(`${name}.md`, page(name, 'Rebuild'));
    expect(await library.refresh(600_000)).toBe(false);
    expect(library.procedureNames().filter((name) => name.endsWith('.restart'))).toHaveLength(60);
    expect(await library.refresh(Infinity)).toBe(true);
    expect(library.procedureNames().filter((name) => name.endsWith('.rebuild'))).toHaveLength(60);
  });

  it('what was loaded is still used when nothing can be read any more', async () => {
    await put('a.md', page('ace', 'Restart'));
    let isBroken = false;
    const breaking: Readers = {
      read: (file) => (isBroken ? Promise.reject(new Error('no process can be started')) : readers.read(file)),
      stop: () => undefined,
    };
    const library = await loadRunbooks([folder], breaking);
    isBroken = true;
    await put('a.md', page('ace', 'Rebuild'));
    expect(await library.refresh(Infinity)).toBe(false);
    expect(library.procedureNames()).toEqual(['ace.restart']);
    expect(library.problems.map(({ say }) => say)).toEqual([
      'The runbooks could not be loaded again: no process can be started.',
    ]);
    isBroken = false;
    expect(await library.refresh(Infinity)).toBe(true);
    expect(library.problems).toEqual([]);
  });
});
