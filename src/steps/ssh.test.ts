// A stand-in for `ssh` keeps what it was called with and runs the far side's bash as sshd does: in a session of its own, which learns
// of the connection's end by its input alone.

import * as fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hostileText, isUnstorable } from '../../test/support/hostile-text.ts';
import type { PlannedShellStep } from '../runbooks/planned.ts';
import { shellKind } from './shell.ts';
import type { StepContext } from './step-kind.ts';

const standIn = `#!/usr/bin/env bash
here=$(dirname "$0")
printf '%s\\0' "$@" > "$here/arguments"
env > "$here/environment"
echo $$ > "$here/pid"
if [ -e "$here/trouble" ]; then cat "$here/trouble" >&2; exit 255; fi
trap 'trap "" TERM; kill -TERM 0; exit 255' USR1
mkfifo "$here/pipe"
{ exec tee "$here/input" > "$here/pipe"; } <&0 &
feeder=$!
cd "$here/far"
env -i PATH="$(cat "$here/far-path")" HOME="$PWD" setsid --wait bash -c "\${@: -1}" < "$here/pipe" > >(exec cat) 2> >(exec cat >&2) &
wait $!
code=$?
kill $feeder
rm "$here/pipe"
exit $code
`;

let folder: string;
let far: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'opsbook-ssh-test-')));
  far = join(folder, 'far');
  await mkdir(far);
  await writeFile(join(folder, 'ssh'), standIn);
  await writeFile(join(folder, 'far-path'), process.env['PATH'] ?? '');
  await chmod(join(folder, 'ssh'), 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Changes = Partial<Omit<PlannedShellStep, 'target'>> & {
  target?: Partial<Extract<PlannedShellStep['target'], { kind: 'shell' }>>;
};

function step(script: string, { target, ...changes }: Changes = {}): PlannedShellStep {
  return {
    kind: 'sh',
    title: '',
    risk: 'change',
    because: [],
    target: { kind: 'shell', name: 'app', host: 'ssh://deploy@app1.example:2222', env: [], ...target },
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

function context(variables: Record<string, string> = {}, changes: Partial<StepContext> = {}): StepContext {
  const known: Record<string, string | undefined> = {
    PATH: `${folder}:${process.env['PATH']}`,
    HOME: '/root',
    ...variables,
  };
  const expand = (template: string): string =>
    template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const value = known[name];
      if (value === undefined) throw new Error(`${name} is not set. Set it and restart Opsbook.`);
      return value;
    });
  return { expand, signal: new AbortController().signal, outputLimit: 10_000, ...changes };
}

async function run(script: string, changes: Changes = {}, within: StepContext = context()) {
  return await shellKind.run(step(script, changes), within);
}

const seen = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

test.each([
  ['echo fine', { exit: 0, text: 'fine' }, true],
  ['echo \'{"a": [1]}\'', { exit: 0, text: '{"a": [1]}', json: { a: [1] } }, true],
  ['exit 3', { exit: 3, text: '' }, false],
  ['exit 255', { exit: 255, text: '' }, false],
  ['false; echo never', { exit: 1, text: '' }, false],
  ['false | true; echo never', { exit: 1, text: '' }, false],
  ['echo "$nowhere"; echo never', { exit: 1, text: '' }, false],
  ['cat; echo "stdin was empty"', { exit: 0, text: 'stdin was empty' }, true],
  ['if true; then\n  cat <<END\nit is a here-document\nEND\nfi', { exit: 0, text: 'it is a here-document' }, true],
  ['echo "} it\'s kept"; # }', { exit: 0, text: "} it's kept" }, true],
  ['exec 2>&-; echo quiet; exit 4', { exit: 4, text: 'quiet' }, false],
])('%s', async (script, facts, accepted) => {
  const outcome = await run(script);
  expect(outcome).toMatchObject({ kind: 'answered', facts, accepted });
  expect(outcome.output).not.toContain('opsbook-');
});

test('ssh asks nothing, trusts no new host, forwards nothing, and gets nothing of the step in its arguments', async () => {
  await run('echo "$word"', { environment: { word: 's3cret' }, target: { knownHosts: '/etc/keys of 100%' } });
  const called = (await seen('arguments')).split('\0');
  expect(called).toEqual(
    expect.arrayContaining([
      '-T',
      'BatchMode=yes',
      'StrictHostKeyChecking=yes',
      'ForwardAgent=no',
      'ClearAllForwardings=yes',
      'PermitLocalCommand=no',
      'ControlMaster=no',
      'Tunnel=no',
      'VerifyHostKeyDNS=no',
      'GSSAPIDelegateCredentials=no',
      'KnownHostsCommand=none',
      'UserKnownHostsFile="/etc/keys of 100%%"',
    ]),
  );
  expect(called.slice(-8)).toEqual([
    '-l',
    'deploy',
    '-p',
    '2222',
    '--',
    'app1.example',
    'bash --norc -euo pipefail -s',
    '',
  ]);
  expect(called.join(' ')).not.toMatch(/s3cret|echo/);
  expect(await seen('input')).toContain("export word=$'s3cret'");
  const environment = (await seen('environment')).split('\n').map((line) => line.split('=')[0]);
  expect(environment).not.toContain('word');
  expect(environment).toEqual(expect.arrayContaining(['PATH', 'HOME']));
});

test('the declared variables go along, the folder is entered', async () => {
  await mkdir(join(far, 'it is'));
  const outcome = await run(
    'pwd; echo "$KUBECONFIG"',
    { target: { cwd: 'it is', env: ['KUBECONFIG'] } },
    context({ KUBECONFIG: '/k 1' }),
  );
  expect(outcome).toMatchObject({ facts: { text: `${far}/it is\n/k 1` }, accepted: true });
});

test('the limits of the target hold for the script there, and its files are as that machine makes them', async () => {
  const look = 'umask; ulimit -c; ulimit -f; ulimit -n';
  const there = (await run('umask')).output.trim();
  expect(await run(look)).toMatchObject({ facts: { text: `${there}\n0\n${8 * 1024 ** 2}\n4096` } });
  const target = { umask: '027', limits: { file: 1024 ** 2, handles: 64 } };
  expect(await run(look, { target })).toMatchObject({ facts: { text: '0027\n0\n1024\n64' } });
  const outcome = await run('head -c 3000000 /dev/zero > file; echo never', { target });
  expect(outcome).toMatchObject({ kind: 'answered', facts: { exit: 153, text: '' } });
});

test('standard error comes in the output only, with the line of the script that failed', async () => {
  const outcome = await run('echo out\necho err >&2\nnosuchcommand');
  expect(outcome).toMatchObject({ facts: { text: 'out', exit: 127 } });
  expect(outcome.output).toContain('out\n');
  expect(outcome.output).toContain('err\n');
  expect(outcome.output).toContain('script: line 3: nosuchcommand: command not found');
});

test.each([
  [
    'No ED25519 host key is known for app1 and you have requested strict checking.\nHost key verification failed.',
    'its host key is not known here',
  ],
  ['@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @', 'its host key is not the one that is known here'],
  ['deploy@app1: Permission denied (publickey).', "it does not take Opsbook's key"],
  ['ssh: connect to host app1 port 22: Connection refused', 'connection refused'],
  ['ssh: connect to host app1 port 22: Connection timed out', 'it did not answer in time'],
  ['ssh: Could not resolve hostname app1: Name or service not known', 'its host name is not known'],
  ['kex_exchange_identification: read: Connection reset by peer', 'it closed the connection at once'],
  ['Something new. ', 'Something new'],
])('%s', async (printed, why) => {
  await writeFile(join(folder, 'trouble'), `${printed}\n`);
  const { kind, ...outcome } = await run('touch begun');
  expect(kind).toBe('failed');
  expect(outcome).toMatchObject({
    say: expect.stringContaining(`app (ssh://deploy@app1.example:2222) could not be reached: ${why}`),
  });
  expect(outcome).toMatchObject({ say: expect.stringMatching(/[^.]\. Nothing was begun\.$/) });
});

test.skipIf(!existsSync('/usr/bin/ssh'))('the real ssh takes these options', async () => {
  const port = await closedPort();
  const target = { host: `ssh://deploy@127.0.0.1:${port}`, knownHosts: join(folder, 'known hosts') } as const;
  const within = context({ PATH: process.env['PATH'] ?? '', HOME: folder });
  expect(await run('true', { target }, within)).toMatchObject({
    kind: 'failed',
    say: expect.stringContaining('connection refused, nothing listens there'),
  });
});

test('a machine without ssh, one without bash, a folder that is not there: nothing was begun', async () => {
  expect(await run('true', {}, context({ PATH: far }))).toMatchObject({
    kind: 'failed',
    say: 'ssh was not found, so nothing was begun. Install the OpenSSH client or correct PATH.',
  });
  expect(await run('touch begun', { target: { cwd: '/nowhere/at/all' } })).toMatchObject({
    kind: 'failed',
    say: expect.stringContaining('did not come to the script (exit code 1). Nothing was begun.'),
    output: expect.stringContaining('/nowhere/at/all'),
  });
  await writeFile(join(folder, 'far-path'), '/nowhere');
  expect(await run('touch begun')).toMatchObject({
    kind: 'failed',
    say: expect.stringContaining('its bash did not begin (exit code 127)'),
  });
  expect(existsSync(join(far, 'begun'))).toBe(false);
});

test('a connection that goes while the script runs leaves a doubt', async () => {
  const outcome = await run('echo begun; kill -USR1 "$(cat ../pid)"; sleep 60');
  expect(outcome).toMatchObject({
    kind: 'unknown',
    say: 'The connection to app (ssh://deploy@app1.example:2222) was cut; the script may have done part of its work.',
  });
});

test('the time limit ends the script there too, with all that it started', async () => {
  const outcome = await run('echo $BASHPID > pid; sleep 300 & echo $! > child; wait', { timeoutMs: 1_500 });
  expect(outcome).toMatchObject({
    kind: 'unknown',
    say: 'Stopped after 1.5 seconds; the script may have done part of its work.',
  });
  for (const name of ['pid', 'child']) {
    const pid = Number(readFileSync(join(far, name), 'utf8'));
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  }
}, 20_000);

test('what a finished script leaves running does not hold the step up', async () => {
  const outcome = await run('sleep 300 & echo $! > child; echo done');
  expect(outcome).toMatchObject({ kind: 'answered', facts: { exit: 0, text: 'done' } });
  expect(outcome.output).toContain('[Processes that the script left running were stopped when it ended.]');
  const pid = Number(readFileSync(join(far, 'child'), 'utf8'));
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
}, 20_000);

test.each([
  ['exit 0', true],
  ['exit 1', false],
  ['exit 2', undefined],
])('the probe %s tells %s', async (verify, happened) => {
  expect(await shellKind.probe(step('touch started', { verify }), context())).toBe(happened);
  expect(existsSync(join(far, 'started'))).toBe(false);
});

test('any value arrives as exactly that value', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 10 }), async (values) => {
      const names = values.map((_, index) => `value_${index}`);
      const environment = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
      const outcome = await run(names.map((name) => `printf %s "$${name}" > ${name}`).join('\n'), { environment });
      if (values.some(isUnstorable)) {
        expect(outcome).toMatchObject({
          kind: 'failed',
          say: expect.stringMatching(/^The parameter value_\d+ contains /),
        });
        return;
      }
      expect(outcome).toMatchObject({ kind: 'answered', accepted: true });
      for (const [index, value] of values.entries()) {
        expect(await readFile(join(far, `value_${index}`), 'utf8')).toBe(value);
      }
    }),
    { numRuns: 30 },
  );
}, 60_000);

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A process that is over but not yet collected by its parent counts as gone. */
function isAlive(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !readFileSync(file, 'utf8').includes(') Z ');
}
