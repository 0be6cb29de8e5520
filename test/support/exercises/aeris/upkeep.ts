// What keeps AERIS-AQ going: its database, settings, packages, security and releases.

import type { Exercise } from '../../exercise.ts';
import { database } from './database.ts';
import { releasing, securing } from './releasing.ts';
import { tuning, updating } from './tuning.ts';

export const upkeep: readonly Exercise[] = [...database, ...tuning, ...updating, ...securing, ...releasing];
