// `/ops plan <procedure> [name=value …]`: exactly what a run would do, without doing it.

import { prepare, sayProblems } from './prepare.ts';
import { said, type Command } from './verb.ts';

export const command: Command = {
  name: 'plan',
  usage: 'plan <procedure> [name=value …]',
  describe: 'exactly what a run would do, without doing it',
  changes: false,
  act: async (words, _asker, workshop) => {
    await workshop.library.refresh();
    const prepared = prepare(workshop, 'plan', words.plain[0], words.named);
    switch (prepared.kind) {
      case 'ready':
        return { kind: 'plan', plan: prepared.plan, digest: prepared.digest };
      case 'missing': {
        const names = prepared.missing.map((parameter) => `${parameter.name}=…`).join(' ');
        return said(
          `${prepared.found.procedure.name} needs ${names}. Say: /ops plan ${prepared.found.procedure.name} ${names}`,
        );
      }
      case 'wrong':
        return said(sayProblems(prepared.problems));
      case 'refused':
        return said(prepared.refusal.say);
    }
  },
};
