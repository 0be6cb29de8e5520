// What waits for one person, the most urgent first: answers that only they or their group can give, runs that stand still, offers, and
// what they promised to do by today.

import { SlackSilent } from '../errors.ts';
import type { Waiting } from '../home/home.ts';
import { listItemsDue } from '../incidents/action-items.ts';
import type { Incident, IncidentId } from '../incidents/incident.ts';
import type { Curious } from '../incidents/may-know.ts';
import { listPostmortemsOf } from '../incidents/postmortem-store.ts';
import { listOffers } from '../incidents/roles.ts';
import { findIncident } from '../incidents/store.ts';
import type { PersonId } from '../ids.ts';
import { listVotes, listWaiting } from '../runs/approvals.ts';
import { listDelegations } from '../runs/delegations.ts';
import { membersByName } from '../runs/members.ts';
import { listCardsFor, listHeldUp } from '../runs/own-runs.ts';
import { namesAsked, rightsOf, type Members } from '../runs/right.ts';
import type { Approval, Run } from '../runs/run.ts';
import { listRunsById } from '../runs/store.ts';
import { knownRuns } from './approvals.ts';
import { asked, type Sight } from './rights.ts';
import type { Workshop } from './verb.ts';

const mostRuns = 50;

/** Who looks, and at which systems they may look. */
export interface Looker extends Curious {
  readonly person: PersonId;
  readonly sees: Sight;
}

export async function waitingFor(workshop: Workshop, looker: Looker): Promise<readonly Waiting[]> {
  return [
    ...(await approvalsFor(workshop, looker)),
    ...(await heldUpFor(workshop, looker)),
    ...(await offersFor(workshop, looker)),
    ...(await postmortemsOf(workshop, looker)),
    ...(await itemsOf(workshop, looker)),
  ];
}

/** Those of private incidents and of systems that the person may not look at are left out. */
export async function visibleRuns(
  { database }: Workshop,
  looker: Looker,
  runs: readonly Run[],
): Promise<readonly Run[]> {
  return (await knownRuns(database, looker, runs)).filter(({ plan }) => looker.sees(plan.system));
}

async function approvalsFor(workshop: Workshop, looker: Looker): Promise<Waiting[]> {
  const { database } = workshop;
  const open = await listWaiting(database);
  const ids = open.map(({ run }) => run);
  const runs = new Map(
    (await visibleRuns(workshop, looker, await listRunsById(database, ids))).map((run) => [run.id, run]),
  );
  const ballots = open.flatMap((approval) => {
    const run = runs.get(approval.run);
    return run === undefined || [run.requestedBy, approval.askedBy].includes(looker.person) ? [] : [{ approval, run }];
  });
  const members = await membersFor(workshop, ballots);
  if (members === undefined) return [{ kind: 'unclear', approvals: ballots.length }];
  const delegations = await listDelegations(database);
  const cards = await listCardsFor(database, looker.person, ids);
  const waiting: Waiting[] = [];
  for (const { approval, run } of ballots) {
    if (rightsOf(looker.person, approval, run, { members, delegations }).length === 0) continue;
    const votes = await listVotes(database, run.id);
    if (votes.some((vote) => vote.approval === approval.id && vote.person === looker.person)) continue;
    waiting.push({ kind: 'approval', run, until: approval.expiresAt, card: cards.get(run.id) });
  }
  return waiting;
}

/** Undefined when Slack does not say in time: then the rest of the page is told all the same. */
async function membersFor(
  workshop: Workshop,
  ballots: readonly { readonly approval: Approval }[],
): Promise<Members | undefined> {
  const names = [...new Set(ballots.flatMap(({ approval }) => namesAsked(approval)))];
  try {
    return await asked('who is in its user groups', membersByName(workshop, names));
  } catch (thrown) {
    if (thrown instanceof SlackSilent) return undefined;
    throw thrown;
  }
}

async function heldUpFor(workshop: Workshop, looker: Looker): Promise<Waiting[]> {
  const { database } = workshop;
  const ids = await listHeldUp(database, looker.person, mostRuns);
  const cards = await listCardsFor(database, looker.person, ids);
  const runs = new Map(
    (await visibleRuns(workshop, looker, await listRunsById(database, ids))).map((run) => [run.id, run]),
  );
  return ids.flatMap((id): Waiting[] => {
    const run = runs.get(id);
    return run === undefined ? [] : [{ kind: 'run', run, card: cards.get(id) }];
  });
}

async function offersFor(workshop: Workshop, looker: Looker): Promise<Waiting[]> {
  const offers = await listOffers(workshop.database, looker.person);
  const found = await Promise.all(offers.map(async (offer) => ({ offer, of: await seen(workshop, looker, offer) })));
  return found.flatMap(({ offer, of }): Waiting[] =>
    of === undefined ? [] : [{ kind: 'role', incident: of, role: offer.role }],
  );
}

async function postmortemsOf(workshop: Workshop, looker: Looker): Promise<Waiting[]> {
  const due = await listPostmortemsOf(workshop.database, looker.person);
  const found = await Promise.all(due.map(async (one) => ({ one, of: await seen(workshop, looker, one) })));
  return found.flatMap(({ one, of }): Waiting[] =>
    of === undefined ? [] : [{ kind: 'postmortem', incident: of, dueAt: one.dueAt }],
  );
}

/** Whoever has a part in an incident knows of it; whether they may look at its system is asked all the same. */
async function seen(
  { database }: Workshop,
  looker: Looker,
  { incident }: { readonly incident: IncidentId },
): Promise<Incident | undefined> {
  const found = await findIncident(database, incident);
  return found !== undefined && looker.sees(found.system) ? found : undefined;
}

/** One's own work is told in one's own page, whatever incident it comes from. */
async function itemsOf({ database, incidents }: Workshop, { person }: Looker): Promise<Waiting[]> {
  const due = await listItemsDue(database, person, incidents.timezone);
  return due.map((item) => ({ kind: 'item', item }));
}
