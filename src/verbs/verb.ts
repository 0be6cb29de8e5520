// What a verb is: words from any edge in, a reply as data out. Each edge renders the reply in its own way.

import type { EntryFilter } from '../audit/entry-filter.ts';
import type { EntryPage } from '../audit/list-entries.ts';
import type { Checked, SystemState } from '../checks/checked.ts';
import type { Measure } from '../checks/measurement.ts';
import type { Series } from '../checks/trend.ts';
import type { Seal } from '../codes/seal.ts';
import type { Database, Transaction } from '../db/database.ts';
import type { Rehearsed } from '../drills/rehearsed.ts';
import type { Range } from '../drills/range.ts';
import type { Refusal, Seen } from '../errors.ts';
import type { Health } from '../health/finding.ts';
import type { PersonId, RunId } from '../ids.ts';
import type { Home } from '../home/home.ts';
import type { ListedItem } from '../incidents/action-items.ts';
import type { Incident, Severity } from '../incidents/incident.ts';
import type { IncidentNumbers } from '../incidents/numbers.ts';
import type { Section } from '../incidents/postmortem-template.ts';
import type { IncidentSettings } from '../incidents/settings.ts';
import type { Severities } from '../incidents/severities.ts';
import type { TimelineFault, TimelineLine } from '../incidents/timeline.ts';
import type { Permission } from '../policy/permission.ts';
import type { Parameter, Procedure, Runbook } from '../runbooks/model.ts';
import type { Plan } from '../runbooks/planned.ts';
import type { Why } from '../runbooks/search-why.ts';
import type { ApprovalNumbers } from '../runs/approval-numbers.ts';
import type { Begun, Starter } from '../runs/begin.ts';
import type { Delegation } from '../runs/delegations.ts';
import type { Evidence, Look } from '../runs/evidence.ts';
import type { GlassReview } from '../runs/glass.ts';
import type { Obstacle } from '../runs/locks.ts';
import type { Preapproval } from '../runs/preapproval.ts';
import type { Approval, Run } from '../runs/run.ts';
import type { SettledRuns } from '../runs/settled.ts';
import type { Shelves } from '../runs/still-true.ts';
import type { RunView } from '../runs/view.ts';
import type { Search } from '../search/search.ts';
import type { Rights } from './rights.ts';
import type { StartRights } from './start-rights.ts';
import type { Words } from './words.ts';

/** Looks Slack's user groups up. Throws a sentence when Slack cannot say. */
export type MembersOf = (names: readonly string[]) => Promise<ReadonlySet<string>>;

/** What verbs work with; made once. */
export interface Workshop extends Starter, Shelves, Rights {
  readonly database: Database;
  readonly settled: SettledRuns;
  readonly membersOf: MembersOf;
  readonly look: Look;
  readonly search: Search;
  readonly measure: Measure;
  readonly incidents: IncidentSettings;
  /** Where drills find their practice systems; undefined where none is set up. */
  readonly range: Range | undefined;
  /** For the keys of one-time codes; undefined where they are not set up. */
  readonly seal: Seal | undefined;
  /** How Opsbook itself is. It answers whatever is away. */
  readonly health: () => Promise<Health>;
  /** Marks the request as handled in the transaction that carries it out; false when it has been carried out before. */
  readonly claim: (tx: Transaction, key: string) => Promise<boolean>;
}

/** Who says it, where. */
export interface Asker {
  readonly person: PersonId;
  /** Slack channel id. */
  readonly channel: string;
  /** The durable request that carries it; null at the terminal. */
  readonly requestKey: string | null;
}

export type Reply =
  /** One or two sentences, to the asker alone. */
  | { readonly kind: 'said'; readonly say: string; readonly isRefusal?: true; readonly see?: Seen }
  | {
      readonly kind: 'help';
      readonly verbs: readonly Usage[];
      /** What the asker may not do, by reason. */
      readonly denied: readonly { readonly names: readonly string[]; readonly why: string }[];
    }
  | { readonly kind: 'home'; readonly home: Home }
  | {
      readonly kind: 'found';
      readonly words: string;
      /** What was searched for because nothing matched the words. */
      readonly instead?: string;
      readonly matches: readonly Match[];
      /** How many better ones stand on the pages before. */
      readonly first: number;
      readonly total: number;
      readonly perPage: number;
    }
  | {
      readonly kind: 'page';
      readonly runbook: Runbook;
      readonly procedure: Procedure;
      readonly runs: readonly Run[];
      /** Sentences about targets that are switched off. */
      readonly warnings: readonly string[];
      /** Where the page begins, of those that it takes to show it all. Steps count from 1, the parts of a long one from 0. */
      readonly at: { readonly step: number; readonly part: number };
      readonly rights: StartRights;
      readonly rehearsed?: Rehearsed;
    }
  | {
      readonly kind: 'plan';
      readonly plan: Plan;
      readonly digest: string;
      readonly rights: StartRights;
      readonly rehearsed?: Rehearsed;
      /** Absent when there is nothing to look at. */
      readonly evidence?: Evidence | 'follows' | 'failed';
      /** Where the page begins, as with `page`; the first one when it is absent. */
      readonly at?: { readonly step: number; readonly part: number };
    }
  | { readonly kind: 'evidence'; readonly plan: Plan; readonly evidence: Evidence }
  | { readonly kind: 'runs'; readonly runs: readonly Run[] }
  | { readonly kind: 'run-status'; readonly view: RunView }
  | { readonly kind: 'locks'; readonly locks: readonly Obstacle[]; readonly now: Date }
  | {
      readonly kind: 'approvals';
      readonly waiting: readonly Approval[];
      readonly reviews: readonly GlassReview[];
      readonly runs: readonly Run[];
      readonly delegations: readonly Delegation[];
      readonly numbers: ApprovalNumbers;
    }
  | { readonly kind: 'preapprovals'; readonly preapprovals: readonly Preapproval[] }
  | { readonly kind: 'delegations'; readonly delegations: readonly Delegation[] }
  /** The checks of a system, just carried out, worst first. */
  | { readonly kind: 'checked'; readonly system: string; readonly checks: readonly Checked[] }
  | { readonly kind: 'checks'; readonly systems: readonly SystemState[] }
  | { readonly kind: 'trend'; readonly trend: Trend }
  | {
      readonly kind: 'form';
      readonly procedure: Procedure;
      readonly given: Readonly<Record<string, string>>;
      readonly missing: readonly Parameter[];
      readonly channel: string;
      /** The run that it is to take back. */
      readonly undoes?: RunId;
    }
  | {
      readonly kind: 'incident-form';
      readonly form: IncidentForm;
      /** What there is to choose from. */
      readonly team: {
        readonly severities: Severities;
        readonly roles: readonly string[];
        readonly systems: readonly string[];
      };
    }
  | {
      readonly kind: 'postmortem-form';
      readonly incident: Incident;
      readonly section: Section;
      readonly written: string | undefined;
    }
  | {
      readonly kind: 'incidents';
      readonly incidents: readonly Incident[];
      readonly first: number;
      readonly total: number;
      readonly open: number;
      readonly perPage: number;
      readonly numbers: readonly IncidentNumbers[];
    }
  | { readonly kind: 'health'; readonly health: Health }
  | { readonly kind: 'action-items'; readonly items: readonly ListedItem[] }
  | {
      readonly kind: 'timeline';
      readonly incident: Incident;
      readonly lines: readonly TimelineLine[];
      /** How many lines stand on the pages before. */
      readonly first: number;
      readonly total: number;
      readonly perPage: number;
      readonly faults: readonly TimelineFault[];
    }
  /** Entries of the record, the newest first. */
  | ({ readonly kind: 'record'; readonly filter: EntryFilter } & EntryPage)
  /** The run's card says the rest. */
  | { readonly kind: 'run'; readonly run: Run; readonly begun?: Begun }
  /** Carried out before; nothing more to say. */
  | { readonly kind: 'done-before' };

/** How the numbers of some checks went. */
export interface Trend {
  readonly system: string;
  readonly days: number;
  readonly since: Date;
  readonly until: Date;
  /** An IANA time zone, for the times along the picture. */
  readonly zone: string;
  readonly series: readonly (Series & { readonly title: string })[];
  /** How many metrics there was no room for. */
  readonly left: number;
}

/** A form about an incident, with what was said already. */
export type IncidentForm =
  | {
      readonly kind: 'declare';
      /** Where it was asked for: `channel:ts:alert`, of which the message and the alert may be empty. */
      readonly origin: string;
      readonly title: string;
      readonly severity?: Severity;
      readonly system?: string;
      readonly isPrivate: boolean;
    }
  | { readonly kind: 'update' | 'note' | 'resolve' | 'action' | 'severity' | 'role'; readonly incident: Incident };

export interface Match {
  readonly runbook: Runbook;
  readonly procedure: Procedure;
  /** Whether the one who searches may start it, by their rights. */
  readonly mayStart: boolean;
  /** Where the words stand, when not in its title. */
  readonly why?: Why;
}

export interface Usage {
  readonly name: string;
  readonly usage: string;
  readonly describe: string;
}

/** One `/ops` verb. A file in this folder exports it as `command`. */
export interface Command extends Usage {
  /** What it takes at the least; absent for what takes no more than to look. The help goes by it, the verb itself decides. */
  readonly needs?: Permission;
  /** True when it changes anything: then it is written down before it is acknowledged. */
  readonly changes: boolean;
  /** Never refused because somebody types too fast: what cannot wait in an incident. */
  readonly isUrgent?: true;
  /** For a changing verb: an answer that needs no change (a form, a refusal), or undefined to go on. */
  readonly before?: (words: Words, asker: Asker, workshop: Workshop) => Promise<Reply | undefined>;
  readonly act: (words: Words, asker: Asker, workshop: Workshop, later: Later) => Promise<Reply>;
}

/** What comes after the answer, to the same person: for what takes longer than Slack waits. */
export type Later = (reply: Promise<Reply>) => void;

/** One transaction that also marks the asker's request as handled: two deliveries, one effect. */
export async function once(
  workshop: Workshop,
  asker: Asker,
  work: (tx: Transaction) => Promise<Reply>,
): Promise<Reply> {
  return onceReading(workshop, asker, async () => undefined, work);
}

/** Like `once`; what `read` asks for goes out together with the claim. */
export async function onceReading<Rows>(
  workshop: Workshop,
  asker: Asker,
  read: (tx: Transaction) => Promise<Rows>,
  work: (tx: Transaction, rows: Rows) => Promise<Reply>,
): Promise<Reply> {
  const { requestKey } = asker;
  return workshop.database.transaction(async (tx) => {
    const [isOurs, rows] = await Promise.all([requestKey === null || workshop.claim(tx, requestKey), read(tx)]);
    return isOurs ? work(tx, rows) : { kind: 'done-before' };
  });
}

/** What a change of a run comes to. */
export function changed(run: Run | Begun): Reply {
  return 'move' in run ? { kind: 'run', run: run.run, begun: run } : { kind: 'run', run };
}

export function said(say: string): Reply {
  return { kind: 'said', say };
}

/** A refusal as its person reads it. */
export function unable({ say, see }: Refusal): Reply {
  return see === undefined ? said(say) : { kind: 'said', say, see };
}

/** Like `said`, where nothing was done: a terminal ends with another exit code. */
export function refused(say: string): Reply {
  return { kind: 'said', say, isRefusal: true };
}
