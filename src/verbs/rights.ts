// Looks up what `may` has to know, and asks it. Slack is asked only where the answer hangs on a group, the database only where places or
// times are limited; when either cannot say, nobody is allowed by mistake. Ask before a transaction begins, never inside one.

import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../db/database.ts';
import { done, refuse, SlackSilent, type Result } from '../errors.ts';
import { findIncidentIn, hasOpenIncident, readNow } from '../incidents/store.ts';
import { isStart, may, namesIn, type Answer, type Matter, type Question } from '../policy/may.ts';
import type { Permission } from '../policy/permission.ts';
import { channelsFor, type Policy } from '../policy/policy.ts';
import { whoMay } from '../policy/who-may.ts';
import type { Settings } from '../settings/load-settings.ts';

/** What it is about; with a channel, it is to be started there now, and places and times count. */
export interface About extends Matter {
  /** Slack's id; empty at the terminal. */
  readonly channel?: string;
}

export interface Rights {
  /** Undefined when the person may; else one or two sentences that say what is wrong and how to be allowed. */
  readonly whyNot: (person: string, permission: Permission, about?: About) => Promise<string | undefined>;
  /** The same with the reason of a yes. */
  readonly explain: (person: string, permission: Permission, about?: About) => Promise<Answer>;
  /** In a few words, for everybody to read. */
  readonly whoMay: (permission: Permission, matter: Matter) => string;
  /** For lists: which systems the person may look at, looked up once for all of them. Refused when there is none. */
  readonly sight: (person: string) => Promise<Result<Sight>>;
}

export type Sight = (system: string | null) => boolean;

export interface Sources {
  readonly settings: Pick<Settings, 'policy' | 'refresh'>;
  readonly database: Database;
  /** Throws when Slack cannot say. */
  readonly membersOf: (names: readonly string[]) => Promise<ReadonlySet<string>>;
  /** `#ops` of an id; undefined for what has no name or is hidden from the bot. Throws when Slack cannot say. */
  readonly channelName: (channel: string) => Promise<string | undefined>;
  /** Everybody who asks is at a terminal, which is no channel. */
  readonly isTerminal?: true;
  readonly trouble: (silent: SlackSilent) => void;
}

export type Patient = Omit<Sources, 'trouble'>;

/** For what was acknowledged, and so has to come to something: where Slack is silent they throw `SlackSilent` instead of refusing. */
export function makePatientRights(sources: Patient): Rights & Pick<Sources, 'membersOf'> {
  const { membersOf } = sources;
  const trouble = (silent: SlackSilent): never => {
    throw silent;
  };
  return {
    ...makeRights({ ...sources, trouble }),
    membersOf: (names) => asked(groups, membersOf(names)),
  };
}

export function makeRights(sources: Sources): Rights {
  const explain: Rights['explain'] = async (person, permission, { channel, ...matter } = {}) => {
    await sources.settings.refresh();
    const { policy } = sources.settings;
    const question: Question = { person, permission, matter, names: new Set(), start: undefined };
    try {
      const names = may(policy, question).isAllowed ? question.names : await groupsOf(sources, policy, question);
      const start = channel === undefined ? undefined : await startIn(sources, policy, question, channel);
      return may(policy, { ...question, names, start });
    } catch (thrown) {
      if (!(thrown instanceof SlackSilent)) throw thrown;
      sources.trouble(thrown);
      return { isAllowed: false, say: thrown.message };
    }
  };
  return {
    explain,
    whoMay: (permission, matter) => whoMay(sources.settings.policy, permission, matter),
    sight: (person) => sightOf(sources, person),
    whyNot: async (person, permission, about) => {
      const answer = await explain(person, permission, about);
      return answer.isAllowed ? undefined : answer.say;
    },
  };
}

async function sightOf(sources: Sources, person: string): Promise<Result<Sight>> {
  await sources.settings.refresh();
  const { policy } = sources.settings;
  if (policy.roles === undefined) return done(() => true);
  const question: Question = { person, permission: 'see', matter: {}, names: new Set(), start: undefined };
  try {
    const names = await groupsOf(sources, policy, question);
    const sees = (matter: Matter): boolean => may(policy, { ...question, matter, names }).isAllowed;
    const answer = may(policy, { ...question, names });
    if (!answer.isAllowed) return refuse('denied', answer.say);
    return done((system) => sees(system === null ? {} : { system }));
  } catch (thrown) {
    if (!(thrown instanceof SlackSilent)) throw thrown;
    sources.trouble(thrown);
    return refuse('upstream', thrown.message);
  }
}

const groups = 'who is in its user groups';
/** Many answers that hang on it are given in Slack's own three seconds. */
const patienceMs = 1_500;

/** Throws `SlackSilent` when the answer does not come in time, or not at all. */
export async function asked<T>(what: string, answer: Promise<T>): Promise<T> {
  const settled = new AbortController();
  const late = pause(patienceMs, undefined, { signal: settled.signal }).then((): never => {
    throw new Error(`no answer in ${patienceMs} ms`);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (thrown) {
    throw new SlackSilent(what, thrown);
  } finally {
    settled.abort();
  }
}

/** A person at the terminal is in no group of Slack's. */
async function groupsOf({ membersOf }: Sources, policy: Policy, question: Question): Promise<ReadonlySet<string>> {
  if (question.person.startsWith('cli:')) return question.names;
  const named = [...new Set(namesIn(policy, question))].filter((name) => name.startsWith('@'));
  const isIn = async (group: string): Promise<boolean> => (await membersOf([group])).has(question.person);
  const found = await asked(groups, Promise.all(named.map(isIn)));
  return new Set(named.filter((_, index) => found[index]));
}

async function startIn(
  { database, channelName, isTerminal }: Sources,
  policy: Policy,
  { person, permission, matter: { system } }: Question,
  channel: string,
): Promise<Question['start']> {
  if (!isStart(permission) || system === undefined) return undefined;
  const { working, freezes } = policy.quiet;
  const channels = channelsFor(policy, system);
  if (working === undefined && freezes.length === 0 && channels === undefined) return undefined;
  const isIncidentOpen = await hasOpenIncident(database, system);
  const now = await readNow(database);
  // What was planned at a terminal is started there too, in whichever channel its card stands.
  if (isTerminal === true || channel === '' || person.startsWith('cli:'))
    return { place: { kind: 'terminal' }, now, isIncidentOpen };
  const isNamed = channels?.some((each) => each.startsWith('#')) === true && /^[CG]/.test(channel);
  const name = isNamed ? await asked('what this channel is called', channelName(channel)) : undefined;
  const own = channels === undefined || !isIncidentOpen ? undefined : await findIncidentIn(database, channel);
  const incidentOf = own?.state === 'open' && !own.isDrill ? (own.system ?? undefined) : undefined;
  return { place: { kind: 'channel', id: channel, name, incidentOf }, now, isIncidentOpen };
}
