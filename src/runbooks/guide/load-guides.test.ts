import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadRunbooks } from '../load.ts';
import { createReaders } from '../readers.ts';

// It takes a moment to start, longer on a busy machine.
vi.setConfig({ testTimeout: 30_000 });
const readers = createReaders();
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'guides-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});
afterAll(() => readers.stop());

async function put(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

const steps = '\n## Restart the till\n\n- [ ] Pull the plug\n';

it('are found beside runbooks, whatever their files are called', async () => {
  await put('till.md', `---\nsystem: till\ntargets: { app: { http: "http://app" } }\n---\n${steps}`);
  await put('lamp.markdown', `# Lamp${steps}`);
  await put('door.TXT', `# Door\n\nNothing to do.\n`);
  const library = await loadRunbooks([folder], readers);
  expect(library.runbooks.map(({ page, system }) => `${page} ${system}`)).toEqual([
    'runbook till',
    'guide door',
    'guide lamp',
  ]);
  expect(library.pages).toBe(2);
  expect(library.find('plug').map(({ name }) => name)).toEqual(['lamp.restart-the-till']);
  expect(library.problems).toEqual([]);
});

it('of one name take their folders into it, and keep it when they are read again', async () => {
  const till = await put('shop/till/readme.md', `# A${steps}`);
  await put('shop/lamp/readme.md', `# B${steps}`);
  const library = await loadRunbooks([folder], readers);
  expect(library.procedureNames()).toEqual(['lamp-readme.restart-the-till', 'till-readme.restart-the-till']);
  await put('shop/till/readme.md', `# A${steps}${steps.replace('Restart', 'Sell')}`);
  const again = await library.readAgain(till);
  expect(again?.procedures.map(({ name }) => name)).toEqual([
    'till-readme.restart-the-till',
    'till-readme.sell-the-till',
  ]);
});

it('that need repair stop no other page', async () => {
  const file = await put('torn.md', `# Torn\n\n- [ ] Look\n\n\`\`\`sh\nls\n`);
  await put('whole.md', `# Whole${steps}`);
  const library = await loadRunbooks([folder], readers);
  expect(library.procedureNames()).toEqual(['torn.torn', 'whole.restart-the-till']);
  expect(library.problems).toMatchObject([{ file, line: 5, say: 'This fence is never closed.' }]);
  expect(library.procedure('torn.torn')?.procedure.repairs).toHaveLength(1);
});
