// The stand-ins for `python`, `uvicorn` and the tools that look at the practice application's packages and code.

import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { type Answer, failed, printed, table, unsupported } from '../../kit/answer.ts';
import type { Call, Tool } from '../../kit/tool.ts';
import type { Commanded } from './commanded.ts';
import { inDatabase } from './database.ts';
import { runSuite } from './suite.ts';

const newest: Readonly<Record<string, string>> = { fastapi: '0.115.6', httpx: '0.28.1', uvicorn: '0.34.0' };
/** Releases below these have known holes. */
const safeFrom: Readonly<Record<string, string>> = { fastapi: '0.109.1' };
const installable = ['redis', 'prometheus-client', 'pip-audit', 'detect-secrets'];

export function pythonTools(commanded: Commanded): readonly Tool[] {
  const { world, service } = commanded;
  return [
    {
      name: 'uvicorn',
      run: async ({ args }) => {
        if (args.join(' ') !== 'src.api.main:app')
          return unsupported(['uvicorn', ...args], ['uvicorn src.api.main:app']);
        if (service().pid() !== undefined) return failed('[Errno 98] address already in use: the server is running');
        return (await service().start()) ? printed('Started') : failed('The server ended at once: see logs/app.log');
      },
    },
    { name: 'python', run: (call) => python(commanded, call) },
    { name: 'pip', run: (call) => pip(commanded, call) },
    {
      name: 'pip-audit',
      run: () => {
        const found = Object.entries(world().packages).filter(([name, version]) => isOlder(version, safeFrom[name]));
        if (found.length === 0) return printed('No known vulnerabilities found');
        const rows = found.map(([name, version]) => [name, version, 'PYSEC-2024-38', safeFrom[name] ?? '']);
        return { ...printed(...table([['Name', 'Version', 'ID', 'Fix Versions'], ...rows])), exit: 1 };
      },
    },
    {
      name: 'detect-secrets',
      run: async ({ args, cwd }) => {
        if (args.join(' ') !== 'scan') return unsupported(['detect-secrets', ...args], ['detect-secrets scan']);
        const config = await readFile(join(cwd, 'src', 'config.py'), 'utf8');
        const results = /_KEY = "/.test(config) ? { 'src/config.py': [{ type: 'Secret Keyword' }] } : {};
        return printed(JSON.stringify({ version: '1.5.0', results }));
      },
    },
  ];
}

function isOlder(version: string, than: string | undefined): boolean {
  const numbers = (text: string): number[] => text.split('.').map(Number);
  if (than === undefined) return false;
  const [a, b] = [numbers(version), numbers(than)];
  const at = a.findIndex((number, index) => number !== b[index]);
  return at !== -1 && (a[at] ?? 0) < (b[at] ?? 0);
}

async function python(commanded: Commanded, { args }: Call): Promise<Answer> {
  switch (args.join(' ')) {
    case 'tests/comprehensive_test_suite.py':
      return runSuite(commanded);
    case '-m ruff check src/':
      return printed('All checks passed!');
    case 'scripts/migrate_sqlite_to_postgres.py':
      return migrate(commanded);
    default:
      return unsupported(
        ['python', ...args],
        [
          'python tests/comprehensive_test_suite.py',
          'python -m ruff check src/',
          'python scripts/migrate_sqlite_to_postgres.py',
        ],
      );
  }
}

/** Copies each session with the number of its messages. */
function migrate({ world, driver, places }: Commanded): Answer {
  const { database } = world().postgres;
  if (database === undefined) return failed('psycopg.OperationalError: database "aeris_agent" does not exist');
  const rows = inDatabase(driver, places.database, (connection) =>
    connection.all(
      'select s.id as id, count(m.id) as n from sessions s left join messages m on m.session_id = s.id group by s.id',
    ),
  );
  database.sessions = new Map(rows.map(({ id, n }) => [String(id), Number(n)]));
  return printed(`migrated ${String(database.sessions.size)} sessions`);
}

async function pip({ world, places }: Commanded, { args, cwd }: Call): Promise<Answer> {
  const words = args.join(' ');
  const { packages, newestIsBroken } = world();
  const outdated = Object.entries(newest).filter(([name, version]) => packages[name] !== version);
  const version = (name: string): string =>
    `${newest[name] ?? '1.0.0'}${newestIsBroken && name === 'fastapi' ? 'rc1' : ''}`;
  switch (words) {
    case 'freeze':
      return printed(...Object.entries(packages).map(([name, installed]) => `${name}==${installed}`));
    case 'list --outdated':
      return printed(
        ...table([
          ['Package', 'Version', 'Latest'],
          ...outdated.map(([name, last]) => [name, packages[name] ?? '', last]),
        ]),
      );
    case 'list --outdated --format=json':
      return printed(
        JSON.stringify(outdated.map(([name, last]) => ({ name, version: packages[name], latest_version: last }))),
      );
  }
  const [, upgrade] = /^install --upgrade (.+)$/.exec(words) ?? [];
  const [, file] = /^install -r (\S+)$/.exec(words) ?? [];
  const [, extra] = /^install (\S+)$/.exec(words) ?? [];
  if (file !== undefined) {
    const path = resolve(cwd, file);
    if (!path.startsWith(`${places.home}${sep}`)) return failed(`${file} lies outside of the application`);
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.includes('=='));
    world().packages = Object.fromEntries(lines.map((line) => line.split('==')));
    return printed(`Successfully installed ${lines.join(' ')}`);
  }
  const names = upgrade?.split(' ') ?? (extra === undefined ? [] : [extra]);
  const known = [...Object.keys(newest), ...installable];
  if (names.length === 0 || names.some((name) => !known.includes(name)))
    return unsupported(
      ['pip', ...args],
      ['pip freeze', 'pip list --outdated', 'pip install --upgrade …', 'pip install -r …'],
    );
  world().packages = { ...packages, ...Object.fromEntries(names.map((name) => [name, version(name)])) };
  return printed(`Successfully installed ${names.map((name) => `${name}-${version(name)}`).join(' ')}`);
}
