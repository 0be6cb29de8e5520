// The other half of the procedures of AERIS-AQ through Slack: its database, settings, packages, security and releases.

import { startAeris } from '../../../practice/systems/aeris/start-aeris.ts';
import { upkeep } from '../../support/exercises/aeris/upkeep.ts';
import { practiseSystem } from '../../support/practise-system.ts';

practiseSystem('aeris', (folder) => startAeris({ folder }), upkeep);
