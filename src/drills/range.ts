// The practice range as Opsbook reaches it: another process of this machine, which starts a fresh practice system for each drill. What it
// cannot do comes back as a sentence.

import { z } from 'zod';
import { done, reasonOf, refuse, type Result } from '../errors.ts';
import { reading, type Reading } from './drill.ts';

/** Where it listens, and what it wants to hear. */
export interface RangeAddress {
  readonly url: string;
  readonly token: string;
}

const fault = z.object({ name: z.string(), describe: z.string() });
const systems = z.object({ systems: z.array(z.object({ name: z.string(), faults: z.array(fault) })) });
const started = z.object({
  environment: z.record(z.string(), z.string()),
  path: z.string().min(1),
  fault,
});
const looked = z.object({ reading });

export type RangeSystem = z.infer<typeof systems>['systems'][number];
export type Started = z.infer<typeof started>;

export interface Range {
  systems(): Promise<Result<readonly RangeSystem[]>>;
  /** Twice by one name starts one. */
  start(wanted: { readonly id: string; readonly system: string; readonly fault?: string }): Promise<Result<Started>>;
  look(id: string): Promise<Result<Reading>>;
  stop(id: string): Promise<Result<void>>;
}

/** A command is answered within Slack's three seconds. */
const askMs = 2_000;
/** A practice system builds its programs and may bring a PostgreSQL. */
const startMs = 60_000;
const stopMs = 20_000;

export function reachRange(address: RangeAddress): Range {
  const ask = askAt(address);
  return {
    systems: async () => {
      const answer = await ask('GET', '/systems', systems, askMs);
      return answer.ok ? done(answer.value.systems) : answer;
    },
    start: (wanted) => ask('POST', '/drills', started, startMs, wanted),
    look: async (id) => {
      const answer = await ask('GET', `/drills/${id}`, looked, stopMs);
      return answer.ok ? done(answer.value.reading) : answer;
    },
    stop: async (id) => {
      const answer = await ask('DELETE', `/drills/${id}`, z.object({}), stopMs);
      return answer.ok ? done(undefined) : answer;
    },
  };
}

type Ask = <T>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  schema: z.ZodType<T>,
  withinMs: number,
  body?: object,
) => Promise<Result<T>>;

const away = 'Start it with `opsbook range`, set the two variables that it prints, and try again.';

function askAt({ url, token }: RangeAddress): Ask {
  return async (method, path, schema, withinMs, body) => {
    try {
      const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        signal: AbortSignal.timeout(withinMs),
        redirect: 'error',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (!response.ok)
        return refuse(response.status === 404 ? 'not_found' : 'upstream', sayRefusal(response.status, answer));
      const read = schema.safeParse(answer);
      return read.success
        ? done(read.data)
        : refuse(
            'upstream',
            'The practice range answered in a form that is not known. Start it from the same version as Opsbook.',
          );
    } catch (thrown) {
      return refuse('upstream', `The practice range does not answer. ${away}`, reasonOf(thrown));
    }
  };
}

const refusal = z.object({ error: z.string() });

function sayRefusal(status: number, answer: unknown): string {
  if (status === 401)
    return 'The practice range does not know our OPSBOOK_RANGE_TOKEN. Set the one that it printed at its start.';
  return refusal.safeParse(answer).data?.error ?? `The practice range answered HTTP ${status}. ${away}`;
}
