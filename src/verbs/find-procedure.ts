// Finds the procedure a person named, or says which one they may have meant.

import { done, refuse, type Result } from '../errors.ts';
import type { Procedure, Runbook } from '../runbooks/model.ts';
import type { Shelf } from '../runs/still-true.ts';

export interface Found {
  readonly runbook: Runbook;
  readonly procedure: Procedure;
}

export function findProcedure(workshop: Pick<Shelf, 'library'>, verb: string, name: string | undefined): Result<Found> {
  if (name === undefined)
    return refuse('usage', `Name a procedure: /ops ${verb} <system.procedure>. /ops find <words> searches for one.`);
  const found = workshop.library.procedure(name.toLowerCase());
  if (found !== undefined) return done(found);
  const broken = workshop.library.problems.find((problem) => problem.procedure === name.toLowerCase());
  if (broken !== undefined)
    return refuse('not_found', `${name} cannot be used: ${broken.file}:${broken.line}: ${broken.say} ${broken.hint}`);
  if (workshop.library.isReloading)
    return refuse(
      'not_found',
      `There is no procedure ${name.slice(0, 80)} in what is loaded, and changed runbooks are being read right now. Try again in a few seconds.`,
    );
  const near = workshop.library.nearest(name);
  const suggestion = near === undefined ? '/ops find <words> searches for one.' : `Did you mean ${near}?`;
  return refuse('not_found', `There is no procedure ${name.slice(0, 80)}. ${suggestion}`);
}
