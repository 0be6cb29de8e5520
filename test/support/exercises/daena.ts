// Every procedure of the Daena runbook, carried out against the practice system.

import type { Exercise } from '../exercise.ts';
import { checksOfDaena } from './daena-checks.ts';
import { emergenciesOfDaena } from './daena-emergencies.ts';
import { remediesOfDaena } from './daena-remedies.ts';

export const exercises: readonly Exercise[] = [...emergenciesOfDaena, ...remediesOfDaena, ...checksOfDaena];
