// `/ops show <procedure> [step]`: its purpose, parameters, steps with their risks, and its last runs, page by page.

import { readRehearsed } from '../drills/rehearsed.ts';
import { underDefaults } from '../runbooks/asking.ts';
import { askedOf } from '../runs/right.ts';
import { listRunsOf } from '../runs/store.ts';
import { findProcedure, type Found } from './find-procedure.ts';
import { matterOf, neededFor, startRights, type StartRights } from './start-rights.ts';
import { refused, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'show',
  usage: 'show <procedure> [step]',
  describe: 'a procedure with its steps, risks, parameters and last runs',
  changes: false,
  act: (words, asker, workshop) => {
    const [name, step = '0'] = words.plain;
    return showProcedure(workshop, asker, name, { step: /^\d{1,6}$/.test(step) ? Number(step) : 0, part: 0 });
  },
};

/** The page on which the place is. Steps count from 1, the parts of a long one from 0; step 0 is the first page. */
export async function showProcedure(
  workshop: Workshop,
  asker: Pick<Asker, 'person' | 'channel'>,
  name: string | undefined,
  at: { readonly step: number; readonly part: number },
): Promise<Reply> {
  await workshop.library.refresh();
  const found = findProcedure(workshop, 'show', name);
  if (!found.ok) return said(found.refusal.say);
  const { runbook } = found.value;
  const procedure = underDefaults(workshop.asking(), runbook, found.value.procedure);
  const unseen = await workshop.whyNot(asker.person, 'see', { system: runbook.system });
  if (unseen !== undefined) return refused(unseen);
  const targets = workshop.targetsOf(runbook);
  const used = new Set(procedure.steps.flatMap((step) => ('target' in step ? [step.target] : [])));
  const warnings = [...used].flatMap((target) => {
    const resolved = targets[target];
    return resolved === undefined || resolved.ok ? [] : [resolved.say];
  });
  const rehearsed = await readRehearsed(workshop.database, procedure.name, workshop.range);
  return {
    kind: 'page',
    runbook,
    procedure,
    runs: await listRunsOf(workshop.database, procedure.name, 5),
    warnings,
    at,
    rights: await rightsOf(workshop, asker, { runbook, procedure }),
    ...(rehearsed === undefined ? {} : { rehearsed }),
  };
}

async function rightsOf(
  workshop: Workshop,
  asker: Pick<Asker, 'person' | 'channel'>,
  found: Found,
): Promise<StartRights> {
  const { risk, approvals } = found.procedure;
  const asked = approvals === 0 ? [] : askedOf({ ...found.procedure, approvers: found.runbook.approvers }).who;
  return startRights(workshop, asker, { needs: neededFor(found), risk, asked }, matterOf(found));
}
