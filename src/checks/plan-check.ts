// The plan of a procedure that runs without anybody: every parameter has its default.

import type { Procedure, Runbook } from '../runbooks/model.ts';
import { lookUpIn } from '../runbooks/look-up.ts';
import { readParameters } from '../runbooks/parameters.ts';
import { makePlan, type Planned } from '../runbooks/plan.ts';
import type { Shelf } from '../runs/still-true.ts';

export function planCheck(shelf: Shelf, runbook: Runbook, procedure: Procedure): Planned {
  const read = readParameters(procedure, {});
  if (!read.ok) {
    const names = read.missing.map(({ name }) => `\`${name}\``).join(', ');
    return { ok: false, say: `${names} has no value by itself. Give it a default in the runbook.` };
  }
  return makePlan(runbook, procedure, read.values, shelf.targetsOf(runbook), lookUpIn(shelf), {
    defaults: shelf.asking(),
  });
}
