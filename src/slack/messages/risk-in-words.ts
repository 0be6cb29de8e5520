// A risk: a mark that a tired eye finds, and the word.

import type { Risk } from '../../runbooks/model.ts';

const riskMarks = { read: '', change: ':large_yellow_circle: ', destroy: ':red_circle: ' } as const;

export function riskInWords(risk: Risk): string {
  return `${riskMarks[risk]}*${risk}*`;
}
