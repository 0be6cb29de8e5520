// **Approve**, **Deny** and **Revoke** of a pre-approval, under its lock: two clicks, one effect. Refusals are recorded too.

import { done, refuse, type Result } from '../errors.ts';
import { neededToApprove } from '../policy/permission.ts';
import { lookUpIn } from '../runbooks/look-up.ts';
import { digestOfText } from '../runbooks/procedure-text.ts';
import { membersByName } from '../runs/members.ts';
import { missingFor } from '../runs/missing.ts';
import {
  findPreapproval,
  insertPreapprovalVote,
  lockPreapproval,
  settlePreapproval,
  type Preapproval,
} from '../runs/preapproval.ts';
import type { Members } from '../runs/right.ts';
import { once, refused, said, type Asker, type Reply, type Workshop } from './verb.ts';

export type Deed = 'approve' | 'deny' | 'revoke';

interface Seen {
  readonly members: Members;
  /** Why this person may not approve anything of the kind. */
  readonly denied: string | undefined;
  readonly isAdmin: boolean;
  readonly textDigest: string | undefined;
}

interface Settled {
  readonly state: Preapproval['state'];
  readonly say: string;
}

export async function onPreapproval(workshop: Workshop, asker: Asker, number: string, deed: Deed): Promise<Reply> {
  const id = /^\d{1,15}$/.test(number) ? Number(number) : 0;
  const unknown = refused('There is no such pre-approval. /ops preapprovals lists them.');
  const before = await findPreapproval(workshop.database, id);
  if (before === undefined) return once(workshop, asker, async () => unknown);
  const seen = await look(workshop, asker, before);
  return once(workshop, asker, async (tx) => {
    const locked = await lockPreapproval(tx, id);
    if (locked === undefined) return unknown;
    const { preapproval, now } = locked;
    const subject = `preapproval:${id}`;
    const settled = settle(preapproval, asker, deed, seen, now);
    if (!settled.ok) {
      const { kind: reason, say } = settled.refusal;
      workshop.record(tx, {
        actor: asker.person,
        action: `preapproval.${deed}-refused`,
        subject,
        detail: { reason, say },
      });
      return refused(say);
    }
    const { state, say } = settled.value;
    if (deed === 'approve' && state !== 'void')
      insertPreapprovalVote(tx, id, { person: asker.person, standsFor: standsFor(preapproval, asker, seen) });
    if (state !== preapproval.state && state !== 'pending') settlePreapproval(tx, id, state, asker.person);
    workshop.queue.send(tx, 'post', { subject });
    const action = state === 'pending' ? 'preapproval.yes' : `preapproval.${state}`;
    workshop.record(tx, { actor: asker.person, action, subject, detail: { procedure: preapproval.procedure } });
    return said(say);
  });
}

async function look(workshop: Workshop, { person }: Asker, preapproval: Preapproval): Promise<Seen> {
  await workshop.library.refresh();
  const { system, procedure, risk } = preapproval;
  const [members, denied, admin] = await Promise.all([
    membersByName(workshop, preapproval.who),
    workshop.whyNot(person, neededToApprove(risk), { system, procedure }),
    workshop.whyNot(person, 'admin'),
  ]);
  const textDigest = digestOfText(procedure, lookUpIn(workshop));
  return { members, denied, isAdmin: admin === undefined, textDigest };
}

/** What becomes of it. */
function settle(
  preapproval: Preapproval,
  { person }: Asker,
  deed: Deed,
  { members, denied, isAdmin, textDigest }: Seen,
  now: Date,
): Result<Settled> {
  const { id, state, askedBy, who } = preapproval;
  const isApprover = who.some((name) => members.get(name)?.has(person) === true);
  const isOver = now >= preapproval.until || (state !== 'pending' && state !== 'approved');
  if (isOver || (deed !== 'revoke' && state !== 'pending'))
    return refuse('conflict', `Pre-approval ${id} is settled already; nothing was changed.`);
  if (deed === 'revoke') {
    if (person !== askedBy && !isApprover && !isAdmin)
      return refuse('denied', `Only <@${askedBy}> or ${who.join(', ')} may revoke pre-approval ${id}.`);
    return done({ state: 'revoked', say: `Pre-approval ${id} is revoked. Runs ask again from now on.` });
  }
  if (deed === 'approve' && person === askedBy)
    return refuse('denied', `You asked for pre-approval ${id}, so two other people have to approve it.`);
  if (!isApprover && person !== askedBy)
    return refuse('denied', `Only ${who.join(', ')} may decide on pre-approval ${id}. Ask one of them.`);
  if (denied !== undefined && person !== askedBy) return refuse('denied', denied);
  if (deed === 'deny') return done({ state: 'denied', say: `Pre-approval ${id} is denied.` });
  if (preapproval.votes.some((vote) => vote.person === person))
    return refuse('conflict', `You approved pre-approval ${id} already; it needs another person too.`);
  if (textDigest !== preapproval.textDigest)
    return done({
      state: 'void',
      say: `The runbook was changed since, so pre-approval ${id} is void. Ask for it again.`,
    });
  const yes = [...preapproval.votes, { standsFor: who.filter((name) => members.get(name)?.has(person) === true) }];
  const isEnough = missingFor(preapproval, yes).people === 0;
  return done(
    isEnough
      ? { state: 'approved', say: `Pre-approval ${id} holds now.` }
      : { state: 'pending', say: `Your yes to pre-approval ${id} counts; it needs another person too.` },
  );
}

function standsFor({ eachOf }: Preapproval, { person }: Asker, { members }: Seen): string[] {
  return eachOf.filter((name) => members.get(name)?.has(person) === true);
}
