// The history of the practice application's repository as a `git fast-import` stream. Names, dates and contents are fixed, so every
// machine gets the same commit ids.

interface Commit {
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly message: string;
  /** Path → whole content; a path that is not named keeps its content. */
  readonly files: Readonly<Record<string, string>>;
  readonly tag?: string;
}

export const goodTag = 'v2.10.0';
export const badTag = 'v2.10.1';

/** `toolTimeout` is the fault of the bad release: with 0 seconds no tool has the time to answer. */
function config(toolTimeout: number): string {
  return `# Settings of AERIS-AQ. The process reads them when it starts.
LOG_LEVEL = "INFO"

MAX_CONNECTIONS = 100  # raise for high traffic
CONNECTION_TIMEOUT = 30  # seconds
BUSY_TIMEOUT = 5  # seconds that SQLite waits for a lock

CACHE_BACKEND = "memory"
CACHE_TTL = 300  # seconds
CACHE_MAX_SIZE = 1000  # items

MAX_MESSAGES_PER_SESSION = 100
SESSION_LIMIT_WARNING_THRESHOLD = 90
SESSION_CLEANUP_DAYS = 30

TEMPERATURE = 0.7
MAX_TOKENS = 2000
TOOL_TIMEOUT = ${String(toolTimeout)}  # seconds

OPENAI_MAX_RETRIES = 5
OPENAI_RETRY_DELAY = 2.0  # seconds
OPENAI_TIMEOUT = 60  # seconds
GEMINI_MAX_RETRIES = 3
GEMINI_RETRY_DELAY = 2.0  # seconds

RATE_LIMIT_ENABLED = False
RATE_LIMIT_PER_MINUTE = 60
`;
}

const startScript = `#!/usr/bin/env bash
# Starts AERIS-AQ in the background, with the settings of .env; returns when it listens.
set -euo pipefail
cd "$(dirname "$0")"
exec uvicorn src.api.main:app
`;

const backupScript = `#!/usr/bin/env bash
# The nightly backup: a consistent copy, compressed; what is older than 30 days goes.
set -euo pipefail
cd "$(dirname "$0")"
file=backups/aeris_agent/db_$(date +%Y%m%d_%H%M%S).db
sqlite3 data/aeris_agent.db ".backup $file"
gzip "$file"
cp -p "$file.gz" backups/latest.db.gz
find backups/aeris_agent -maxdepth 1 -name "db_*.db.gz" -mtime +30 -delete
`;

const release = (version: string): Readonly<Record<string, string>> => ({
  'src/__init__.py': `__version__ = "${version}"\n`,
});

const commits: readonly Commit[] = [
  {
    author: 'Noor Haddad',
    at: '2025-11-03T09:10:00Z',
    message: 'Answer questions about the air from WAQI and AirQo',
    files: {
      '.gitignore': ['.env', '.env.local', 'backups/', 'data/', 'logs/', 'run/', '*.before', '*.backup.txt', ''].join(
        '\n',
      ),
      'backup.sh': backupScript,
      'CHANGELOG.md': '# Changelog\n\n## 2.9.0\n\n- Answers from WAQI and AirQo.\n',
      'docs/ARCHITECTURE.md':
        '# Architecture\n\nAn agent behind an HTTP API, with tools, a model and a session store.\n',
      'requirements.txt': 'fastapi==0.115.0\nhttpx==0.27.2\npydantic==2.9.2\nuvicorn==0.30.6\n',
      'scripts/migrate_sqlite_to_postgres.py':
        '# Copies sessions and messages. The practice system does it for this file.\n',
      'src/config.py': config(10),
      'start_server.sh': startScript,
      'tests/comprehensive_test_suite.py': '# The whole suite. The practice system runs it for this file.\n',
      ...release('2.9.0'),
    },
    tag: 'v2.9.0',
  },
  {
    author: 'Sam Achieng',
    at: '2025-12-12T13:25:00Z',
    message: 'Release v2.10.0',
    files: {
      'CHANGELOG.md': '# Changelog\n\n## 2.10.0\n\n- Sessions are limited to 100 messages.\n',
      ...release('2.10.0'),
    },
    tag: goodTag,
  },
  {
    author: 'Noor Haddad',
    at: '2026-01-08T16:02:00Z',
    message: 'Take the time limit of tools from the settings',
    files: { 'src/config.py': config(0) },
  },
  {
    author: 'Sam Achieng',
    at: '2026-01-09T08:30:00Z',
    message: 'Release v2.10.1',
    files: { 'CHANGELOG.md': '# Changelog\n\n## 2.10.1\n\n- Tools have a time limit.\n', ...release('2.10.1') },
    tag: badTag,
  },
];

function data(text: string): string {
  return `data ${String(Buffer.byteLength(text))}\n${text}\n`;
}

function commitEntry(commit: Commit, mark: number): string {
  const seconds = String(Date.parse(commit.at) / 1000);
  const email = `${commit.author.toLowerCase().replace(' ', '.')}@aeris.example`;
  const files = Object.entries(commit.files).map(
    ([path, content]) => `M ${path.endsWith('.sh') ? '100755' : '100644'} inline ${path}\n${data(content)}`,
  );
  const tag = commit.tag === undefined ? '' : `reset refs/tags/${commit.tag}\nfrom :${String(mark)}\n\n`;
  return [
    'commit refs/heads/main\n',
    `mark :${String(mark)}\n`,
    `committer ${commit.author} <${email}> ${seconds} +0000\n`,
    data(commit.message),
    mark > 1 ? `from :${String(mark - 1)}\n` : '',
    ...files,
    '\n',
    tag,
  ].join('');
}

/** The whole history on branch `main`, in the format of https://git-scm.com/docs/git-fast-import. */
export function renderHistory(): string {
  return commits.map((commit, index) => commitEntry(commit, index + 1)).join('');
}
