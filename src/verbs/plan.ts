// `/ops plan <procedure> [name=value …]`: exactly what a run would do, without doing it, and what can be seen of it now. The plan does
// not wait long for that: what takes longer follows by itself.

import { readRehearsed, type Rehearsed } from '../drills/rehearsed.ts';
import { within } from '../patience.ts';
import type { Plan } from '../runbooks/planned.ts';
import { isWorthALook, type Evidence } from '../runs/evidence.ts';
import { askedOf } from '../runs/right.ts';
import { neededToStart } from './on-run.ts';
import { prepare, sayProblems } from './prepare.ts';
import { startRights, type StartRights } from './start-rights.ts';
import { workshopAt } from './workshop-at.ts';
import { refused, said, type Asker, type Command, type Later, type Reply, type Workshop } from './verb.ts';

/** Slack waits three seconds: https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
const answerMs = 2_000;

export const command: Command = {
  name: 'plan',
  usage: 'plan <procedure> [name=value …]',
  describe: 'exactly what a run would do, without doing it',
  changes: false,
  act: async (words, asker, workshop, later) => {
    const until = performance.now() + answerMs;
    await workshop.library.refresh();
    const here = await workshopAt(workshop, asker.channel);
    if (!here.ok) return refused(here.refusal.say);
    const prepared = prepare(here.value, 'plan', words.plain[0], words.named);
    switch (prepared.kind) {
      case 'ready': {
        const unseen = await workshop.whyNot(asker.person, 'see', prepared.plan);
        if (unseen !== undefined) return refused(unseen);
        return withEvidence(workshop, asker, prepared, until, later);
      }
      case 'missing': {
        const names = prepared.missing.map((parameter) => `${parameter.name}=…`).join(' ');
        return said(
          `${prepared.found.procedure.name} needs ${names}. Say: /ops plan ${prepared.found.procedure.name} ${names}`,
        );
      }
      case 'wrong':
        return said(sayProblems(prepared.problems));
      case 'refused':
        return said(prepared.refusal.say);
    }
  },
};

export interface PlanTurn {
  /** The beginning of the digest of the plan whose page is turned. */
  readonly digest: string;
  readonly procedure: string;
  readonly given: Readonly<Record<string, string>>;
  readonly at: { readonly step: number; readonly part: number };
}

/** Another page of a plan: it is made again, and has to be the same. What could be seen of it is not looked at again. */
export async function turnPlan(
  workshop: Workshop,
  asker: Pick<Asker, 'person' | 'channel'>,
  turn: PlanTurn | undefined,
): Promise<Reply> {
  if (turn === undefined) return said('That page cannot be shown any more. Say /ops plan again.');
  await workshop.library.refresh();
  const here = await workshopAt(workshop, asker.channel);
  if (!here.ok) return said(here.refusal.say);
  const prepared = prepare(here.value, 'plan', turn.procedure, turn.given);
  if (prepared.kind !== 'ready' || !prepared.digest.startsWith(turn.digest))
    return said(`The plan of ${turn.procedure} is another one now. Say /ops plan ${turn.procedure} again.`);
  const unseen = await workshop.whyNot(asker.person, 'see', prepared.plan);
  if (unseen !== undefined) return refused(unseen);
  const { plan, digest } = prepared;
  return { kind: 'plan', plan, digest, at: turn.at, ...(await around(workshop, asker, plan)) };
}

async function withEvidence(
  workshop: Workshop,
  asker: Asker,
  { plan, digest }: { readonly plan: Plan; readonly digest: string },
  until: number,
  later: Later,
): Promise<Reply> {
  const known = await around(workshop, asker, plan);
  if (!isWorthALook(plan)) return { kind: 'plan', plan, digest, ...known };
  const looking = look(workshop, asker, plan);
  // Trouble with a look takes nobody's plan away.
  const soon = await within(
    looking.catch(() => 'failed' as const),
    until - performance.now(),
  );
  if (soon !== undefined) return { kind: 'plan', plan, digest, ...known, evidence: soon };
  later(
    looking.then(
      (evidence): Reply => ({ kind: 'evidence', plan, evidence }),
      () => said(`What can be seen of ${plan.procedure} now could not be gathered. Say /ops plan again for it.`),
    ),
  );
  return { kind: 'plan', plan, digest, ...known, evidence: 'follows' };
}

async function around(
  workshop: Workshop,
  asker: Pick<Asker, 'person' | 'channel'>,
  plan: Plan,
): Promise<{ readonly rights: StartRights; readonly rehearsed?: Rehearsed }> {
  const rights = await rightsOf(workshop, asker, plan);
  const rehearsed =
    plan.drill === undefined ? await readRehearsed(workshop.database, plan.procedure, workshop.range) : undefined;
  return { rights, ...(rehearsed === undefined ? {} : { rehearsed }) };
}

function rightsOf(workshop: Workshop, asker: Pick<Asker, 'person' | 'channel'>, plan: Plan): Promise<StartRights> {
  const asked = plan.approvals === 0 ? [] : askedOf(plan).who;
  return startRights(workshop, asker, { needs: neededToStart(plan), risk: plan.risk, asked }, plan);
}

/** Whoever may run the reads sees what they give. To have a change tried out, one has to be somebody who may start it. */
async function look(workshop: Workshop, asker: Asker, plan: Plan): Promise<Evidence> {
  const [reads, changes] = await Promise.all([
    workshop.whyNot(asker.person, 'run:read', plan),
    workshop.whyNot(asker.person, `run:${plan.risk}`, plan),
  ]);
  return workshop.look(plan, { reads, changes });
}
