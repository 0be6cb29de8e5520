// Every procedure of the AERIS-AQ runbook, carried out against the practice system.

import type { Exercise } from '../exercise.ts';
import { database } from './aeris/database.ts';
import { keepingHouse, serving } from './aeris/keeping-house.ts';
import { looking } from './aeris/looking.ts';
import { mending } from './aeris/mending.ts';
import { releasing, securing } from './aeris/releasing.ts';
import { tuning, updating } from './aeris/tuning.ts';

export const exercises: readonly Exercise[] = [
  ...looking,
  ...serving,
  ...keepingHouse,
  ...mending,
  ...database,
  ...tuning,
  ...updating,
  ...securing,
  ...releasing,
];
