// Every procedure of Algorhythmic through Slack.

import { startAlgorhythmic } from '../../../practice/systems/algorhythmic/start-algorhythmic.ts';
import { exercises } from '../../support/exercises/algorhythmic.ts';
import { practiseSystem } from '../../support/practise-system.ts';

practiseSystem('algorhythmic', (folder) => startAlgorhythmic({ folder }), exercises);
