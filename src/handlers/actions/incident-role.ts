// **Roles** on the card of an incident.

import { formOf } from '../incident-button.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = { id: 'incident.role', before: formOf('role') };
