// Faults that a person can cause by hand, through the names of channels, and that a test can plan for a method.
// A fault never comes by chance: the same words cause the same fault again.

/** What happens to one Web API call instead of, or around, its normal answer. */
export interface Fault {
  /** An HTTP status with a plain body. */
  readonly status?: number;
  /** A Slack error name. */
  readonly error?: string;
  /** HTTP 429 with this Retry-After. */
  readonly retryAfterSeconds?: number;
  /** The call is carried out and answered, but only after this time. */
  readonly delayMs?: number;
  /** The call is carried out and never answered. */
  readonly hang?: boolean;
  /** The call is carried out; the connection is cut instead of answering. */
  readonly cut?: boolean;
  /** HTTP 200 with a web page, as a captive portal answers. */
  readonly html?: boolean;
}

interface PlannedFault {
  readonly method: string;
  readonly fault: Fault;
  left: number;
}

export interface Faults {
  readonly planned: PlannedFault[];
  /** How often each sentinel was met, for those that alternate. */
  readonly met: Map<string, number>;
}

export interface Sentinel {
  readonly channel: string;
  readonly does: string;
}

/** Calls and events that concern a channel of one of these names go wrong in this way. */
export const sentinels = [
  { channel: 'slack-down', does: 'Every call about this channel is answered with HTTP 500.' },
  { channel: 'slack-slow', does: 'Every call about this channel takes five seconds.' },
  { channel: 'slack-silent', does: 'Every call about this channel is carried out and never answered.' },
  { channel: 'slack-cut', does: 'Every call about this channel is carried out, then the connection is cut.' },
  {
    channel: 'slack-ratelimited',
    does: 'Every second call about this channel, from the first, is answered with HTTP 429 and Retry-After 2.',
  },
  { channel: 'slack-html', does: 'Every call about this channel is answered with a web page instead of JSON.' },
  { channel: 'slack-twice', does: 'Every event of this channel is delivered twice.' },
  { channel: 'slack-swapped', does: 'Events of this channel are delivered in pairs, the later one first.' },
  { channel: 'taken', does: 'No channel of this name can be created: it is always taken.' },
] as const satisfies readonly Sentinel[];

export const TAKEN_NAME = 'taken';
export const TWICE_CHANNEL = 'slack-twice';
export const SWAPPED_CHANNEL = 'slack-swapped';

export function makeFaults(): Faults {
  return { planned: [], met: new Map() };
}

/** The fault for this call, if it has one. A planned fault comes before a sentinel and is used up. */
export function takeFault(faults: Faults, method: string, channelName: string | undefined): Fault | undefined {
  const planned = faults.planned.find((each) => each.method === method && each.left > 0);
  if (planned !== undefined) {
    planned.left -= 1;
    return planned.fault;
  }
  return channelName === undefined ? undefined : sentinelFault(faults, channelName);
}

function sentinelFault(faults: Faults, channelName: string): Fault | undefined {
  switch (channelName) {
    case 'slack-down':
      return { status: 500 };
    case 'slack-slow':
      return { delayMs: 5_000 };
    case 'slack-silent':
      return { hang: true };
    case 'slack-cut':
      return { cut: true };
    case 'slack-html':
      return { html: true };
    case 'slack-ratelimited': {
      const before = faults.met.get(channelName) ?? 0;
      faults.met.set(channelName, before + 1);
      return before % 2 === 0 ? { retryAfterSeconds: 2 } : undefined;
    }
    default:
      return undefined;
  }
}
