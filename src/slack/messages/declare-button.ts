// **Declare incident** beside a critical check: it opens the form, filled in with what is known.

import type { ButtonSpec } from '../blocks.ts';
import { clamp } from '../fit.ts';

/** Users are hurt, or soon will be; whoever declares it can say otherwise in the form. */
const usualSeverity = 2;
const titleLength = 120;

export function declareButton(title: string, system: string): ButtonSpec {
  const known = { title: clamp(title, titleLength), system, severity: usualSeverity };
  return { action: 'incident.declare', text: 'Declare incident', value: JSON.stringify(known), style: 'danger' };
}
