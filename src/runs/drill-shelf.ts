// Where the names of a plan come from: Opsbook's own environment, or in a drill the practice range's and nothing else. Everything that
// makes a plan or touches a target for one asks here.

import { done, type Result } from '../errors.ts';
import type { Plan } from '../runbooks/planned.ts';
import { practiceTargets } from '../runbooks/practice-targets.ts';
import { expandOrSay } from '../runbooks/variables.ts';
import type { Shelves } from './still-true.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
type InDrill = Pick<Plan, 'drill'>;

/** What `${NAME}` stands for in a plan; refused when it is of a drill that is not on. */
export type EnvironmentOf = (plan: InDrill) => Promise<Result<Environment>>;

/** Fills `${NAME}` in at the moment of an effect. */
export type ExpandFor = (plan: InDrill) => Promise<Result<(template: string) => string>>;

export function expandFrom(environmentOf: EnvironmentOf): ExpandFor {
  return async (plan) => {
    const environment = await environmentOf(plan);
    return environment.ok ? done((template) => expandOrSay(template, environment.value)) : environment;
  };
}

/** The shelf from which such a plan is made, now as then. */
export async function shelfFor<S extends Shelves>(shelf: S, { drill }: InDrill): Promise<Result<S>> {
  if (drill === undefined) return done(shelf);
  const environment = await shelf.environmentOf({ drill });
  if (!environment.ok) return environment;
  return done({ ...shelf, drill, targetsOf: (runbook) => practiceTargets(runbook, environment.value) });
}
