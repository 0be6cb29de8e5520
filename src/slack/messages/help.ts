// `/ops help`: the verbs, one line each.

import { context, section } from '../blocks.ts';
import { code, escape, type SlackMessage } from '../fit.ts';
import { withPeople } from './who.ts';

export interface HelpLine {
  readonly usage: string;
  readonly describe: string;
}

export interface Denied {
  readonly names: readonly string[];
  readonly why: string;
}

export function helpMessage(verbs: readonly HelpLine[], denied: readonly Denied[] = []): SlackMessage {
  const lines = verbs.map((verb) => `${code(`/ops ${verb.usage}`)} — ${escape(verb.describe)}`);
  return {
    text: 'What you can say to Opsbook',
    blocks: [
      section(`*What you can say*\n${lines.join('\n')}`),
      ...denied.map(({ names, why }) =>
        context(`:no_entry: ${names.map((name) => code(name)).join(' ')}: ${withPeople(why, 900)}`),
      ),
      context('Quote a value of several words: `name="two words"`. Only you see this.'),
    ],
  };
}
