// Whether the practice range answers, where drills have one.

import { reachRange } from '../../drills/range.ts';
import { fine, wrongAsSaid, type Check } from '../check.ts';

export const range: Check = {
  name: 'range',
  look: async ({ base }) => {
    if (base?.range === undefined) return [];
    const systems = await reachRange(base.range).systems();
    return systems.ok
      ? [fine(`the practice range has ${systems.value.map(({ name }) => name).join(', ')}`)]
      : [wrongAsSaid(systems.refusal.say)];
  },
};
