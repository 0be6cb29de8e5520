// The practice Prometheus: scrapes its targets when it is asked, and works the query out over what it finds.
// API: https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries

import { evaluate, looksBack } from './promql-evaluate.ts';
import { NotUnderstood, parsePromql } from './promql-parse.ts';
import { readSamples, type Sample } from './samples.ts';

interface Reply {
  readonly status: number;
  readonly body: object;
}

/** Addresses by job. */
export type Targets = Readonly<Record<string, string>>;

const scrapeWithinMs = 1_500;

/** `undefined`: the application did not answer. */
async function scrape(url: string, agoSeconds: number): Promise<readonly Sample[] | undefined> {
  try {
    const response = await fetch(`${url}/metrics?ago=${String(agoSeconds)}`, {
      signal: AbortSignal.timeout(scrapeWithinMs),
    });
    return response.ok ? readSamples(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}

/** All targets at one time, each with its `job` and with `up`. */
async function scrapeAll(targets: Targets, agoSeconds: number): Promise<readonly Sample[]> {
  const found = await Promise.all(
    Object.entries(targets).map(async ([job, url]) => {
      const samples = await scrape(url, agoSeconds);
      const up = { labels: { __name__: 'up', job }, value: samples === undefined ? 0 : 1 };
      return [up, ...(samples ?? []).map(({ labels, value }) => ({ labels: { ...labels, job }, value }))];
    }),
  );
  return found.flat();
}

/** Answers `/api/v1/query` about these targets. */
export async function answerQuery(targets: Targets, query: string): Promise<Reply> {
  try {
    const parsed = parsePromql(query);
    const times = [...new Set([0, ...looksBack(parsed)])];
    const samples = new Map(await Promise.all(times.map(async (ago) => [ago, await scrapeAll(targets, ago)] as const)));
    const value = evaluate(parsed, (ago) => samples.get(ago) ?? []);
    const at = Date.now() / 1000;
    const data =
      typeof value === 'number'
        ? { resultType: 'scalar', result: [at, String(value)] }
        : {
            resultType: 'vector',
            result: value.map((one) => ({ metric: one.labels, value: [at, String(one.value)] })),
          };
    return { status: 200, body: { status: 'success', data } };
  } catch (thrown) {
    if (!(thrown instanceof NotUnderstood)) throw thrown;
    return { status: 400, body: { status: 'error', errorType: 'bad_data', error: thrown.message } };
  }
}
