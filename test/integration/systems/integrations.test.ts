// Every procedure of the integrations through Slack.

import { startIntegrations } from '../../../practice/systems/integrations/start-integrations.ts';
import { exercises } from '../../support/exercises/integrations.ts';
import { practiseSystem } from '../../support/practise-system.ts';

practiseSystem('integrations', (folder) => startIntegrations({ folder }), exercises);
