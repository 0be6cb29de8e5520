// By whose right somebody may decide on an approval: their own, or that of an approver who handed it over for a time. Pure.

import { personId, type PersonId } from '../ids.ts';
import type { Delegation } from './delegations.ts';
import type { Approval, Run } from './run.ts';

/** Slack user ids by the name of a group or person, as Slack knows them now. */
export type Members = ReadonlyMap<string, ReadonlySet<string>>;

export interface Right {
  /** Whose right it is. */
  readonly holder: PersonId;
  /** The names of the approval's `eachOf` that this person can stand for. */
  readonly standsFor: readonly string[];
}

export interface Rights {
  readonly members: Members;
  /** Rights that are handed over now. */
  readonly delegations: readonly Delegation[];
}

interface Asks {
  readonly asking?: { readonly from?: readonly string[] | undefined } | undefined;
  readonly approvals: number;
  readonly approvers: readonly string[];
}

/** Whom a plan or a procedure as a whole asks: one of each group that is wanted, and the runbook's approvers where more people are needed. */
export function askedOf({ asking, approvals, approvers }: Asks): {
  readonly who: readonly string[];
  readonly eachOf: readonly string[];
} {
  const eachOf = asking?.from ?? [];
  return { who: [...new Set([...eachOf, ...(approvals > eachOf.length ? approvers : [])])], eachOf };
}

/** Everybody's names that may be asked, now or when it comes to that. */
export function namesOf(approval: {
  readonly who: readonly string[];
  readonly escalateTo: readonly string[];
}): readonly string[] {
  return [...new Set([...approval.who, ...approval.escalateTo])];
}

/** The names that are asked at present. */
export function namesAsked(approval: Pick<Approval, 'who' | 'escalateTo' | 'escalatedAt'>): readonly string[] {
  return approval.escalatedAt === null ? approval.who : namesOf(approval);
}

/** One's own right first, then those handed over; somebody who has none gets an empty list. */
export function rightsOf(person: PersonId, approval: Approval, run: Run, { members, delegations }: Rights): Right[] {
  const own = ownRight(person, approval, members);
  if (own !== undefined) return [own];
  return delegations.flatMap(({ toPerson, fromPerson, system }) => {
    if (toPerson !== person || (system !== null && system !== run.plan.system)) return [];
    // Whoever asked has no right to decide that could be handed over.
    if (fromPerson === run.requestedBy || fromPerson === approval.askedBy) return [];
    return ownRight(fromPerson, approval, members) ?? [];
  });
}

function ownRight(person: PersonId, approval: Approval, members: Members): Right | undefined {
  const isIn = (name: string): boolean => members.get(name)?.has(person) === true;
  if (!namesAsked(approval).some(isIn)) return undefined;
  // Who was asked because the groups did not answer stands for whichever of them did not.
  const isStandIn = approval.escalatedAt !== null && approval.escalateTo.some(isIn);
  return { holder: person, standsFor: isStandIn ? approval.eachOf : approval.eachOf.filter(isIn) };
}

/** Whom an open approval is sent to: everybody who may decide, but not who asked. */
export function electorate(approval: Approval, run: Run, rights: Rights): readonly PersonId[] {
  const known = new Map<string, PersonId>();
  for (const person of [...rights.members.values()].flatMap((each) => [...each]))
    known.set(person, personId.parse(person));
  for (const { toPerson } of rights.delegations) known.set(toPerson, toPerson);
  return [...known.values()]
    .filter((person) => person !== run.requestedBy && person !== approval.askedBy)
    .filter((person) => rightsOf(person, approval, run, rights).length > 0)
    .sort();
}
