// Every procedure of AERIS-AQ through Slack, but for those in aeris-upkeep.test.ts: so both halves can run at once.

import { startAeris } from '../../../practice/systems/aeris/start-aeris.ts';
import { exercises } from '../../support/exercises/aeris.ts';
import { upkeep } from '../../support/exercises/aeris/upkeep.ts';
import { practiseSystem } from '../../support/practise-system.ts';

practiseSystem(
  'aeris',
  (folder) => startAeris({ folder }),
  exercises.filter((one) => !upkeep.includes(one)),
);
