// **Trend** under what a check found: how its numbers went in the last days.

import { trendOf } from '../../verbs/check-trend.ts';
import type { ButtonAction } from '../edge.ts';

export const action: ButtonAction = {
  id: 'check.trend',
  before: async (click, workshop) => trendOf(workshop, click, click.value),
};
