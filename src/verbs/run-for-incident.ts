// Starts a procedure that an incident calls by itself. Nobody is asked for a right: that its page says `on:` is the right, and such a
// procedure neither destroys nor asks for approval (runbooks/moments.ts).

import type { Called, HandedOver } from '../incidents/calls.ts';
import { bot } from '../incidents/incident.ts';
import type { Parameter } from '../runbooks/model.ts';
import { isCalledAt, isField } from '../runbooks/moments.ts';
import { applyEvent } from '../runs/apply.ts';
import { findObstacle } from '../runs/lock-store.ts';
import { insertRevision } from '../runs/revisions.ts';
import { insertRun, lockRun } from '../runs/store.ts';
import { findProcedure, type Found } from './find-procedure.ts';
import { prepare, sayProblems } from './prepare.ts';
import { textsOf } from './run.ts';
import type { Workshop } from './verb.ts';

export async function runForIncident(workshop: Workshop, handed: HandedOver): Promise<Called> {
  await workshop.library.refresh();
  const found = findProcedure(workshop, 'run', handed.procedure);
  if (!found.ok) return { kind: 'failed', say: found.refusal.say };
  const { procedure } = found.value;
  if (!isCalledAt(procedure, handed.moment))
    return { kind: 'skipped', say: `its page no longer says on: ${handed.moment}` };
  const unset = unsetTarget(workshop, found.value);
  if (unset !== undefined) return { kind: 'skipped', say: `${unset} is not set up here` };
  const given = fill(procedure.parameters, handed);
  const missing = procedure.parameters.find((each) => each.default === undefined && !Object.hasOwn(given, each.name));
  if (missing !== undefined)
    return { kind: 'skipped', say: `there is no ${missing.name}: nothing of this page has saved one in the incident` };
  const prepared = prepare(workshop, 'run', procedure.name, given);
  switch (prepared.kind) {
    case 'ready':
      return start(workshop, handed, prepared);
    case 'refused':
      return { kind: 'failed', say: prepared.refusal.say };
    case 'wrong':
      return { kind: 'failed', say: sayProblems(prepared.problems) };
    case 'missing':
      return { kind: 'failed', say: `${prepared.missing.map(({ name }) => name).join(', ')} has no value` };
  }
}

/** Fields first; a value that was saved never overrules what the page gives by itself. What is empty leaves it to the default. */
function fill(
  parameters: readonly Parameter[],
  { moment, fields, saved }: HandedOver,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    parameters.flatMap(({ name, default: preset }) => {
      const known = new Map(Object.entries(isField(moment, name) ? fields : preset === undefined ? saved : {}));
      const value = known.get(name);
      return value === undefined || (value === '' && preset !== undefined) ? [] : [[name, value] as const];
    }),
  );
}

/** A target of it, or of what it calls, of which this team has set no variable at all: it does not use that service. */
function unsetTarget(workshop: Workshop, { runbook, procedure }: Found): string | undefined {
  const targets = workshop.targetsOf(runbook);
  for (const step of procedure.steps) {
    const called = step.kind === 'use' ? workshop.library.procedure(step.procedure) : undefined;
    const inside = called && unsetTarget(workshop, called);
    if (inside !== undefined) return inside;
    const target = 'target' in step ? targets[step.target] : undefined;
    if (target?.ok === false && target.isUnset) return `target ${'target' in step ? step.target : ''}`;
  }
  return undefined;
}

async function start(
  workshop: Workshop,
  { incident, moment, requestKey }: HandedOver,
  { plan, digest }: Extract<ReturnType<typeof prepare>, { kind: 'ready' }>,
): Promise<Called> {
  if (plan.approvals > 0) return { kind: 'failed', say: 'it asks for approval, which nobody can give to an incident' };
  const texts = await textsOf(workshop, plan);
  if (texts === undefined) return { kind: 'failed', say: 'its page was changed just now; nothing was done' };
  return workshop.database.transaction(async (tx) => {
    for (const { revision, file, text } of texts) await insertRevision(tx, revision, file, text);
    const channel = incident.channel ?? incident.origin;
    const run = await insertRun(tx, { requestKey, plan, digest, requestedBy: bot, channel, incident: incident.id });
    if (run === undefined) return { kind: 'started', run };
    const locked = await lockRun(tx, run.id);
    if (locked === undefined) throw new Error(`run ${run.id} vanished after its insert`);
    const detail = {
      incident: incident.id,
      moment,
      parameters: plan.parameters,
      revision: plan.revision,
      risk: plan.risk,
      say: 'on behalf of the incident',
    };
    const record = { actor: bot, action: 'run.started', detail };
    // Nobody is there to press again.
    const obstacle = await findObstacle(tx, run);
    const started = await applyEvent(
      tx,
      workshop,
      run,
      { kind: 'confirmed', by: bot, start: obstacle === undefined ? 'now' : 'queued' },
      record,
      locked.now,
    );
    return { kind: 'started', run: started.ok ? started.value : run };
  });
}
