// **Write update** on an incident and in the nudge.

import { formOf } from '../incident-button.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = { id: 'incident.update', before: formOf('update') };
