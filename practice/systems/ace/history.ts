// The history of the practice application's repository, as data and as a `git fast-import` stream.
// Names, dates and contents are fixed, so every machine gets the same commit ids.

interface Commit {
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly message: string;
  /** Path → whole content; a path that is not named keeps its content. */
  readonly files: Readonly<Record<string, string>>;
  readonly tag?: string;
}

/** What the application reads from its tree when it starts. */
interface Settings {
  readonly embedding_dimension: number;
  readonly max_batch_size: number;
  readonly failure_threshold: number;
  readonly recovery_timeout_seconds: number;
}

/** The dimension of the vectors in the index on disk, which no release rebuilds. */
export const indexDimension = 384;

/** How many vectors of a domain belong to bullets that are still there. */
export const vectorsInUse = { 'customer-a': 41_872, 'customer-b': 18_344 } as const;

export const goodTag = 'v1.9.0';
export const badTag = 'v1.10.0';

const first: Settings = {
  embedding_dimension: indexDimension,
  max_batch_size: 500,
  failure_threshold: 5,
  recovery_timeout_seconds: 60,
};
const boundedBatches: Settings = { ...first, max_batch_size: 100 };
// The fault of the bad release: vectors twice as long as those in the index.
const largerModel: Settings = { ...boundedBatches, embedding_dimension: 768 };

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function release(version: string): Readonly<Record<string, string>> {
  return { 'release.json': json({ version }) };
}

const commits: readonly Commit[] = [
  {
    author: 'Mara Lindqvist',
    at: '2025-09-15T08:12:00Z',
    message: 'Serve health, version and metrics',
    files: {
      'README.md': '# ACE Playbook\n\nKeeps playbook bullets per domain and retrieves the ones that fit a task.\n',
      'ace/settings.json': json(first),
      ...release('v1.7.0'),
    },
    tag: 'v1.7.0',
  },
  {
    author: 'Teo Okafor',
    at: '2025-09-22T14:40:00Z',
    message: 'T072: drop the FAISS indexes of idle domains',
    files: { 'docs/faiss.md': '# FAISS\n\nAn index is dropped after 24 hours without a search in its domain.\n' },
  },
  {
    author: 'Mara Lindqvist',
    at: '2025-09-24T09:05:00Z',
    message: 'Release v1.8.0',
    files: release('v1.8.0'),
    tag: 'v1.8.0',
  },
  {
    author: 'Ines Carvalho',
    at: '2025-10-01T11:31:00Z',
    message: 'Merge at most 100 insights in one batch',
    files: { 'ace/settings.json': json(boundedBatches) },
  },
  {
    author: 'Teo Okafor',
    at: '2025-10-03T07:58:00Z',
    message: 'Count circuit breaker failures per breaker',
    files: { 'docs/metrics.md': '# Metrics\n\n`circuit_breaker_failures_total` has one series per breaker.\n' },
  },
  {
    author: 'Mara Lindqvist',
    at: '2025-10-06T08:20:00Z',
    message: 'Release v1.9.0',
    files: release(goodTag),
    tag: goodTag,
  },
  {
    author: 'Ines Carvalho',
    at: '2025-10-09T15:02:00Z',
    message: 'Embed with the larger model',
    files: { 'ace/settings.json': json(largerModel) },
  },
  {
    author: 'Teo Okafor',
    at: '2025-10-13T10:47:00Z',
    message: 'Describe the promotion thresholds',
    files: { 'docs/promotion.md': '# Promotion\n\nA bullet needs 3 helpful votes and a helpful ratio of 3.0.\n' },
  },
  {
    author: 'Mara Lindqvist',
    at: '2025-10-14T08:03:00Z',
    message: 'Release v1.10.0',
    files: release(badTag),
    tag: badTag,
  },
];

function data(text: string): string {
  return `data ${String(Buffer.byteLength(text))}\n${text}\n`;
}

function commitEntry(commit: Commit, mark: number): string {
  const seconds = String(Date.parse(commit.at) / 1000);
  const email = `${commit.author.toLowerCase().replace(' ', '.')}@ace.example`;
  const files = Object.entries(commit.files).map(([path, content]) => `M 100644 inline ${path}\n${data(content)}`);
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
