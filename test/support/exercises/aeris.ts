// Every procedure of the AERIS-AQ runbook, carried out against the practice system.

import type { Exercise } from '../exercise.ts';
import { keepingHouse, serving } from './aeris/keeping-house.ts';
import { looking } from './aeris/looking.ts';
import { mending } from './aeris/mending.ts';
import { upkeep } from './aeris/upkeep.ts';

export const exercises: readonly Exercise[] = [...looking, ...serving, ...keepingHouse, ...mending, ...upkeep];
