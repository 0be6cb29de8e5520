// Every procedure of ÆTHER through Slack.

import { startAether } from '../../../practice/systems/aether/start-aether.ts';
import { exercises } from '../../support/exercises/aether.ts';
import { practiseSystem } from '../../support/practise-system.ts';

practiseSystem('aether', (folder) => startAether({ folder }), exercises);
