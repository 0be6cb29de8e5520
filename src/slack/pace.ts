// Keeps posts within what Slack takes: about one message a second and channel, with short bursts
// (https://docs.slack.dev/apis/web-api/rate-limits). Asking first is cheaper than being told 429.

export interface Pace {
  /** Takes a place for one post now and answers 0, or answers how many milliseconds to come back in. */
  wait(channel: string): number;
}

const everyMs = 1_000;
const burst = 3;

export function createPace(now: () => number = Date.now): Pace {
  // Per channel, when its line of posts would be empty again at one a second.
  const emptyAt = new Map<string, number>();
  return {
    wait: (channel) => {
      const at = now();
      const empty = Math.max(emptyAt.get(channel) ?? at, at);
      const ahead = empty - at;
      if (ahead > (burst - 1) * everyMs) return ahead - (burst - 1) * everyMs;
      emptyAt.set(channel, empty + everyMs);
      if (emptyAt.size > 10_000) for (const [name, time] of emptyAt) if (time < at) emptyAt.delete(name);
      return 0;
    },
  };
}
