// `/ops find`: the procedures that match, with a button each.

import type { KnownBlock } from '@slack/types';
import type { Procedure } from '../../runbooks/model.ts';
import { actions, context, section } from '../blocks.ts';
import { code, plain, type SlackMessage } from '../fit.ts';
import { riskInWords } from './plan-steps.ts';

export function foundMessage(words: string, procedures: readonly Procedure[], total: number): SlackMessage {
  const blocks: KnownBlock[] = procedures.flatMap((procedure) => [
    section(
      `*${plain(procedure.title, 150)}* · ${code(procedure.name)} · ${riskInWords(procedure.risk)}\n${plain(firstSentence(procedure.purpose), 250)}`,
    ),
    actions(
      { action: 'procedure.show', text: 'Show', value: procedure.name },
      { action: 'procedure.run', text: 'Run…', value: procedure.name },
    ),
  ]);
  const more =
    total > procedures.length ? ` The first ${procedures.length} of ${total}; more words narrow it down.` : '';
  const asked = words === '' ? 'All procedures.' : `Procedures for "${plain(words, 80)}".`;
  return { text: `${total} procedures found`, blocks: [context(`${asked}${more}`), ...blocks] };
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}
