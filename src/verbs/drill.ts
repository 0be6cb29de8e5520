// `/ops drill <procedure> [fault=…] [name=value …]`: rehearses a procedure in a channel of its own, on a practice system that is started
// for it and has the fault.

import { randomBytes } from 'node:crypto';
import { fittingFault } from '../drills/fitting-fault.ts';
import type { RangeSystem } from '../drills/range.ts';
import { insertDrill } from '../drills/store.ts';
import { done, refuse, type Result } from '../errors.ts';
import { declareIncident } from '../incidents/declare.ts';
import { nameOf } from '../incidents/incident.ts';
import type { Procedure } from '../runbooks/model.ts';
import { readParameters } from '../runbooks/parameters.ts';
import { findProcedure, type Found } from './find-procedure.ts';
import { sayProblems } from './prepare.ts';
import { matterOf, neededFor } from './start-rights.ts';
import { once, refused, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';
import type { Words } from './words.ts';

export const command: Command = {
  name: 'drill',
  usage: 'drill <procedure> [fault=name] [name=value …]',
  describe: 'rehearse a procedure on a practice system that is broken on purpose; nothing real is touched',
  needs: 'run:read',
  changes: true,
  act: drill,
};

/** As an incident that hurts: people expect to hear of it. */
const severity = 2;

interface Wanted {
  readonly found: Found;
  readonly fault: string | undefined;
  readonly given: Readonly<Record<string, string>>;
}

async function drill(words: Words, asker: Asker, workshop: Workshop): Promise<Reply> {
  await workshop.library.refresh();
  const wanted = await read(workshop, asker, words);
  return once(workshop, asker, async (tx) => {
    if (!wanted.ok) {
      const detail = { reason: wanted.refusal.kind, say: wanted.refusal.say };
      workshop.record(tx, { actor: asker.person, action: 'drill.refused', subject: 'drill', detail });
      return refused(wanted.refusal.say);
    }
    const { found, fault, given } = wanted.value;
    const { procedure, runbook } = found;
    const incident = await declareIncident(tx, workshop, workshop.incidents, {
      requestKey: asker.requestKey,
      by: asker.person,
      title: procedure.title,
      severity,
      isPrivate: false,
      isDrill: true,
      system: runbook.system,
      origin: asker.channel,
      originTs: null,
    });
    if (incident === undefined) return { kind: 'done-before' };
    await insertDrill(tx, {
      incident: incident.id,
      procedure: procedure.name,
      system: runbook.system,
      parameters: given,
      instance: `${nameOf(incident)}-${randomBytes(6).toString('hex')}`,
      fault: fault ?? null,
    });
    return said(
      `${nameOf(incident)} begins: its channel is being made, and a practice ${runbook.system} is started and broken for it. You lead it until /ops resolve <text> ends it.`,
    );
  });
}

async function read(
  workshop: Workshop,
  asker: Asker,
  { plain: [name], named: { fault, ...given } }: Words,
): Promise<Result<Wanted>> {
  const found = findProcedure(workshop, 'drill', name);
  if (!found.ok) return found;
  const { procedure, runbook } = found.value;
  const [repair] = procedure.repairs;
  if (repair !== undefined)
    return refuse(
      'conflict',
      `${procedure.name} cannot be rehearsed, because its page needs repair: ${runbook.file}:${repair.line}: ${repair.say} ${repair.hint}`,
    );
  if (!isCarriedOut(procedure))
    return refuse(
      'conflict',
      `${procedure.name} is done by hand: no step of it has a target, so there is nothing that a practice system could show. Give its blocks a target in ${runbook.file}, or rehearse another procedure.`,
    );
  if (asker.person.startsWith('cli:'))
    return refuse(
      'conflict',
      'A drill needs its channel and people to approve. Say it in Slack: /ops drill <procedure>',
    );
  const denied = await workshop.whyNot(asker.person, neededFor(found.value), matterOf(found.value));
  if (denied !== undefined) return refuse('denied', denied);
  const parameters = readParameters(procedure, given);
  if (!parameters.ok && parameters.problems.length > 0) return refuse('usage', sayProblems(parameters.problems));
  const system = await findSystem(workshop, runbook.system);
  if (!system.ok) return system;
  const faults = system.value.faults.map((each) => each.name);
  if (fault !== undefined && !faults.includes(fault))
    return refuse(
      'not_found',
      `The practice ${runbook.system} has no fault ${fault.slice(0, 80)}. It has: ${faults.join(', ')}.`,
    );
  return done({ found: found.value, fault: fault ?? fittingFault(procedure, system.value.faults)?.name, given });
}

/** A procedure that is called acts for it. */
function isCarriedOut({ steps }: Procedure): boolean {
  return steps.some((step) => 'target' in step || step.kind === 'use');
}

async function findSystem({ range }: Workshop, name: string): Promise<Result<RangeSystem>> {
  if (range === undefined)
    return refuse(
      'conflict',
      'There is no practice range here. Start one beside Opsbook with `opsbook range`, set the two variables that it prints, and start Opsbook again.',
    );
  const systems = await range.systems();
  if (!systems.ok) return systems;
  const system = systems.value.find((each) => each.name === name);
  if (system !== undefined) return done(system);
  const names = systems.value.map((each) => each.name).join(', ');
  return refuse(
    'not_found',
    `The practice range has no ${name}. It has ${names}: rehearse a procedure of one of these.`,
  );
}
