// Every procedure of AERIS-AQ through Slack.

import { startAeris } from '../../../practice/systems/aeris/start-aeris.ts';
import { exercises } from '../../support/exercises/aeris.ts';
import { practiseSystem } from '../../support/practise-system.ts';

practiseSystem('aeris', (folder) => startAeris({ folder }), exercises);
