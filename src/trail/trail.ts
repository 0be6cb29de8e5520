// The trail of a request: what its work is logged with and where its spans hang. It is handed on by hand: following every promise of the
// process instead costs a busy server a third of its acknowledgements.

import type { Logger } from 'pino';
import { requestIdOf, type Cause } from './cause.ts';
import { firstPlace, type Attributes, type Place, type Tracer } from './tracer.ts';

export interface Trail {
  /** Undefined for what the clock or a terminal began. */
  readonly cause: Cause | undefined;
  readonly log: Logger;
  /** A line at info. Where that is off it costs next to nothing: requests are acknowledged by the thousand. */
  readonly tell: (fields: object, message: string) => void;
  /** `work` as a span below this one; `note` adds what is known only at its end. Never the values of parameters. */
  span<T>(name: string, attributes: Attributes, work: (trail: Trail, note: Note) => Promise<T>): Promise<T>;
}

export type Note = (attributes: Attributes) => void;

export interface Trails {
  /** Of what follows from a request, in whichever process. */
  follow(cause: Cause | undefined): Trail;
  /** Of a request that has just come in: its first span. */
  receive<T>(key: string, attributes: Attributes, work: (trail: Trail) => Promise<T>): Promise<T>;
}

/** Without a tracer there are no spans, and none cost anything. */
export function makeTrails(log: Logger, tracer: Tracer | undefined): Trails {
  const at = (cause: Cause | undefined, fields: Cause | undefined, parent?: Place, link?: Place): Trail => {
    let own: Logger | undefined;
    const trail: Trail = {
      cause,
      get log() {
        return (own ??= fields === undefined ? log : log.child(fields));
      },
      tell: (told, message) => {
        if (log.isLevelEnabled('info')) trail.log.info(told, message);
      },
      span: async (name, attributes, work) => {
        if (tracer === undefined) return work(trail, () => undefined);
        const open = tracer.begin({ name, attributes, parent, link });
        return until(open.end, (note) => work(at(cause, fields, open.place), note));
      },
    };
    return trail;
  };
  const follow = (cause: Cause | undefined): Trail => {
    if (cause === undefined) return at(undefined, undefined);
    const link = cause.made === undefined ? undefined : firstPlace(cause.made);
    return at(cause, cause, firstPlace(cause.request), link);
  };
  return {
    follow,
    receive: async (key, attributes, work) => {
      const cause = { request: requestIdOf(key) };
      if (tracer === undefined) return work(follow(cause));
      const open = tracer.begin({ name: 'slack.request', attributes, as: firstPlace(cause.request) });
      return until(open.end, () => work(follow(cause)));
    },
  };
}

async function until<T>(
  end: (more: Attributes, hasFailed: boolean) => void,
  work: (note: Note) => Promise<T>,
): Promise<T> {
  let noted: Attributes = {};
  const note: Note = (more) => void (noted = { ...noted, ...more });
  try {
    const result = await work(note);
    end(noted, false);
    return result;
  } catch (thrown) {
    end(noted, true);
    throw thrown;
  }
}
