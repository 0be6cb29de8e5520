import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PlannedShellStep } from '../runbooks/planned.ts';
import { shellKind } from './shell.ts';
import type { StepContext } from './step-kind.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'opsbook-shell-test-')));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

type Changes = Partial<Omit<PlannedShellStep, 'target'>> & { env?: string[]; cwd?: string };

function step(script: string, { env = [], cwd = folder, ...changes }: Changes = {}): PlannedShellStep {
  return {
    kind: 'sh',
    title: '',
    risk: 'change',
    because: [],
    target: { kind: 'shell', name: 'ops', host: 'local', cwd, env },
    save: [],
    timeoutMs: 20_000,
    retry: 0,
    repeat: 'ask',
    secret: false,
    script,
    environment: {},
    ...changes,
  };
}

function context(
  changes: Partial<StepContext> = {},
  variables: Record<string, string | undefined> = process.env,
): StepContext {
  const expand = (template: string): string =>
    template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const value = variables[name];
      if (value === undefined) throw new Error(`${name} is not set. Set it and restart Opsbook.`);
      return value;
    });
  return { expand, signal: new AbortController().signal, outputLimit: 10_000, ...changes };
}

async function run(script: string, changes: Changes = {}, within: StepContext = context()) {
  return await shellKind.run(step(script, changes), within);
}

test.each([
  ['echo fine', { exit: 0, text: 'fine' }, true],
  ['echo \'{"a": [1]}\'', { exit: 0, text: '{"a": [1]}', json: { a: [1] } }, true],
  ['exit 3', { exit: 3, text: '' }, false],
  ['false; echo never', { exit: 1, text: '' }, false],
  ['false | true; echo never', { exit: 1, text: '' }, false],
  ['echo "$nowhere"; echo never', { exit: 1, text: '' }, false],
  ['cat; echo "stdin was empty"', { exit: 0, text: 'stdin was empty' }, true],
  ['umask; pwd', { exit: 0, text: () => `0077\n${folder}` }, true],
  ['ls -A "$TMPDIR" | wc -l', { exit: 0, text: '0' }, true],
  ['ls /proc/self/fd | wc -l', { exit: 0, text: '4' }, true],
])('%s', async (script, { text, ...facts }, accepted) => {
  const wanted = typeof text === 'string' ? text : text();
  expect(await run(script)).toMatchObject({ kind: 'answered', facts: { ...facts, text: wanted }, accepted });
});

test('stdout and stderr come in one output, only stdout in the text, and a failing line is named', async () => {
  const outcome = await run('echo out\necho err >&2\nnosuchcommand');
  expect(outcome).toMatchObject({ facts: { text: 'out', exit: 127 } });
  expect(outcome.output).toContain('out\nerr\n');
  expect(outcome.output).toContain('script: line 3: nosuchcommand: command not found');
});

test('the environment is PATH, HOME, LANG, the declared names and the parameters, and nothing else', async () => {
  const variables = { PATH: process.env['PATH'], HOME: '/home/of', KUBECONFIG: '/k', SLACK_BOT_TOKEN: 'xoxb-1' };
  const outcome = await run('env', { env: ['KUBECONFIG'], environment: { revision: '1a2b' } }, context({}, variables));
  const names = outcome.output.split('\n').map((line) => line.split('=')[0]);
  expect(names.filter((name) => name !== '')).toHaveLength(9);
  expect(names).toEqual(
    expect.arrayContaining(['HOME', 'KUBECONFIG', 'LANG', 'PATH', 'PWD', 'SHLVL', 'TMPDIR', '_', 'revision']),
  );
});

test.each([
  [{ env: ['KUBECONFIG'] }, /^KUBECONFIG is not set/],
  [{ cwd: '/nowhere/at/all' }, /^The folder \/nowhere\/at\/all of target ops cannot be used/],
  [{ cwd: '/etc/passwd' }, /^\/etc\/passwd is no folder/],
  [{ environment: { LD_PRELOAD: 'x' } }, /^A parameter cannot be called LD_PRELOAD/],
  [{ environment: { BASH_ENV: 'x' } }, /^A parameter cannot be called BASH_ENV/],
  [{ environment: { PATH: '/evil' } }, /^A parameter cannot be called PATH/],
  [{ environment: { 'BASH_FUNC_ls%%': '() { id; }' } }, /^A parameter cannot be called BASH_FUNC/],
  [{ environment: { '-x': '' } }, /^A parameter cannot be called -x/],
  [{ env: ['HOME'], environment: { region: 'a\0b' } }, /^The parameter region contains a NUL/],
  [{ env: ['AREA'], environment: { AREA: 'b' } }, /^The parameter AREA has the name of a variable/],
  [{ environment: { note: 'é'.repeat(70_000) } }, /^The parameter note is longer than 131071 bytes/],
])('%o is refused before anything starts', async (changes, sentence) => {
  const variables = { PATH: process.env['PATH'], HOME: '/root', AREA: 'a' };
  const outcome = await run('touch started', changes, context({}, variables));
  expect(outcome).toMatchObject({ kind: 'failed', say: expect.stringMatching(sentence) });
  expect(existsSync(join(folder, 'started'))).toBe(false);
});

test('a machine without bash gets a sentence', async () => {
  expect(await run('true', {}, context({}, { PATH: folder }))).toMatchObject({
    kind: 'failed',
    say: 'bash was not found, so the script was not started. Install it or correct PATH.',
  });
});

test('the time limit ends the group, grandchildren that hold the output included, and the folder goes', async () => {
  vi.stubEnv('TMPDIR', folder);
  const script = 'echo begun; (trap "" TERM; sleep 300) & echo $! > pid; sleep 300';
  const outcome = await run(script, { timeoutMs: 500 });
  expect(outcome).toEqual({
    kind: 'unknown',
    say: 'Stopped after 0.5 seconds; it may have done part of its work.',
    output: 'begun\n',
  });
  expect(isAlive(Number(await readFile(join(folder, 'pid'), 'utf8')))).toBe(false);
  expect(await readdir(folder)).toEqual(['pid']);
}, 15_000);

test('a cancel while it runs ends it; a cancel before it begins starts nothing', async () => {
  const cancel = new AbortController();
  const waiting = run('echo begun > begun; mkfifo gate; read -r line < gate', {}, context({ signal: cancel.signal }));
  await expect.poll(() => existsSync(join(folder, 'gate')), { interval: 20, timeout: 10_000 }).toBe(true);
  cancel.abort();
  expect(await waiting).toMatchObject({ kind: 'unknown', say: expect.stringContaining('it was cancelled') });
  expect(await run('touch started', {}, context({ signal: cancel.signal }))).toMatchObject({ kind: 'failed' });
  expect(existsSync(join(folder, 'started'))).toBe(false);
});

test('what a finished script leaves running is stopped and said; a process substitution may finish', async () => {
  const outcome = await run('echo late > >(read -r word; echo "$word" > kept); sleep 300 & echo $! > pid');
  expect(outcome).toMatchObject({ kind: 'answered', accepted: true });
  expect(outcome.output).toContain('[Processes that the script left running were stopped when it ended.]');
  expect(isAlive(Number(await readFile(join(folder, 'pid'), 'utf8')))).toBe(false);
  expect(await readFile(join(folder, 'kept'), 'utf8')).toBe('late\n');
}, 15_000);

test('an end by somebody else is unknown', async () => {
  expect(await run('kill -KILL $$')).toMatchObject({
    kind: 'unknown',
    say: 'Ended by SIGKILL; it may have done part of its work.',
  });
});

test('200 MB of output stay within the limit, the middle counted', async () => {
  const outcome = await run('echo first; head -c 200000000 /dev/zero; echo; echo last');
  expect(outcome.output.length).toBeLessThan(10_100);
  expect(outcome.output).toMatch(/^first\n␀+\n\[… \d{9} bytes left out here …\]\n␀+\nlast\n$/);
}, 30_000);

test.each([
  ['exit 0', true],
  ['exit 1', false],
  ['exit 2', undefined],
  ['kill -KILL $$', undefined],
  [undefined, undefined],
])('the probe %s tells %s', async (verify, happened) => {
  const probed = step('touch started', verify === undefined ? {} : { verify });
  expect(await shellKind.probe(probed, context())).toBe(happened);
  expect(existsSync(join(folder, 'started'))).toBe(false);
});

/** A process that is over but not yet collected by its parent counts as gone. */
function isAlive(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !readFileSync(file, 'utf8').includes(') Z ');
}
