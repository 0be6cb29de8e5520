// `name=value` words of a terminal as parameters, and what is wrong with them.

import { CannotStart } from '../errors.ts';
import { sayProblems, type Prepared } from '../verbs/prepare.ts';

export function readGiven(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at < 1) throw new CannotStart(`"${word}" is no parameter. Write name=value.`);
      return [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}

export function whyNotPrepared(verb: string, prepared: Exclude<Prepared, { kind: 'ready' }>): string {
  switch (prepared.kind) {
    case 'missing': {
      const names = prepared.missing.map((parameter) => `${parameter.name}=…`).join(' ');
      const { name } = prepared.found.procedure;
      return `${name} needs ${names}. Say: opsbook ${verb} ${name} ${names}`;
    }
    case 'wrong':
      return sayProblems(prepared.problems);
    case 'refused':
      return prepared.refusal.say;
  }
}
