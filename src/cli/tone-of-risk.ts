// How a risk stands out: what destroys first of all.

import type { Risk } from '../runbooks/model.ts';
import type { Cell } from './table.ts';

export function toneOfRisk(risk: Risk): Pick<Cell, 'tone'> {
  switch (risk) {
    case 'read':
      return {};
    case 'change':
      return { tone: 'wait' };
    case 'destroy':
      return { tone: 'bad' };
  }
}
