// `/ops help [verb]`: what there is, and how each verb is used.

import type { Command, Usage } from './verb.ts';

/** Needs the other commands, so it is made from them rather than being one of the files that are read. */
export function helpFor(commands: readonly Usage[]): Command {
  const self: Usage = { name: 'help', usage: 'help [verb]', describe: 'what you can say here' };
  return {
    ...self,
    changes: false,
    act: async (words) => {
      const all = [self, ...commands];
      const wanted = words.plain[0]?.toLowerCase();
      const verbs = wanted === undefined ? all : all.filter((verb) => verb.name === wanted);
      const lines = verbs.length === 0 ? all : verbs;
      return { kind: 'help', verbs: lines.map(({ name, usage, describe }) => ({ name, usage, describe })) };
    },
  };
}
