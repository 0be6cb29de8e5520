// Every procedure of Daena through Slack.

import { startDaena } from '../../../practice/systems/daena/start-daena.ts';
import { exercises } from '../../support/exercises/daena.ts';
import { practiseSystem } from '../../support/practise-system.ts';

practiseSystem('daena', (folder) => startDaena({ folder }), exercises);
