// **More steps ›** on a plan that nothing is stored of.

import { turnPlan } from '../../verbs/plan.ts';
import type { ButtonAction } from '../edge.ts';
import { planAndPlace } from '../plan-and-place.ts';

export const action: ButtonAction = {
  id: 'plan.more',
  turnsPage: true,
  before: (click, workshop) => turnPlan(workshop, click, planAndPlace(click.value)),
};
