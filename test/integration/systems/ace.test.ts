// Every procedure of ACE through Slack.

import { startAce } from '../../../practice/systems/ace/start-ace.ts';
import { exercises } from '../../support/exercises/ace.ts';
import { practiseSystem } from '../../support/practise-system.ts';

practiseSystem('ace', (folder) => startAce({ folder }), exercises);
