// Every procedure of the ACE runbook, carried out against the practice system.

import type { Exercise } from '../exercise.ts';
import { emergencies, rollbacks } from './ace/going-back.ts';
import { incidents, performance } from './ace/incidents.ts';
import { checks, database, settings } from './ace/routine.ts';

export const exercises: readonly Exercise[] = [
  ...emergencies,
  ...rollbacks,
  ...incidents,
  ...settings,
  ...performance,
  ...database,
  ...checks,
];
