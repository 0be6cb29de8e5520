// One short connection to the practice database after the other: the server behind it may serve one at a time only.

import { Client } from 'pg';

/** Without values the text may hold several statements. */
export type Ask = (text: string, values?: readonly unknown[]) => Promise<readonly unknown[]>;

/** Connects, lets `work` ask, and closes the connection whatever comes of it. */
export async function withDatabase<T>(url: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: 10_000 });
  // A connection that breaks while it is closed tells nothing that the query did not.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(async (text, values) => {
      const result = values === undefined ? await client.query(text) : await client.query(text, [...values]);
      return result.rows;
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}
