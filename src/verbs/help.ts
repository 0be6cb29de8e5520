// `/ops help [verb]`: what the asker can say here, how it is used, and what they may not, with the reason.

import type { Permission } from '../policy/permission.ts';
import type { Command, Usage, Workshop } from './verb.ts';

/** Needs the other commands, so it is made from them rather than being one of the files that are read. */
export function helpFor(commands: readonly Command[]): Command {
  const self: Usage & { readonly needs?: Permission } = {
    name: 'help',
    usage: 'help [verb]',
    describe: 'what you can say here',
  };
  return {
    ...self,
    changes: false,
    act: async (words, { person }, workshop) => {
      const all = [self, ...commands];
      const wanted = words.plain[0]?.toLowerCase();
      const verbs = wanted === undefined ? all : all.filter((verb) => verb.name === wanted);
      const lines = verbs.length === 0 ? all : verbs;
      const reasons = await reasonsFor(workshop, person, new Set(lines.flatMap(({ needs }) => needs ?? [])));
      const isDenied = ({ needs }: (typeof all)[number]): boolean => needs !== undefined && reasons.has(needs);
      return {
        kind: 'help',
        verbs: lines.filter((line) => !isDenied(line)).map(({ name, usage, describe }) => ({ name, usage, describe })),
        denied: [...reasons].map(([permission, why]) => ({
          names: lines.flatMap(({ name, needs }) => (needs === permission ? [name] : [])),
          why,
        })),
      };
    },
  };
}

/** Why the person may nowhere do what takes these. */
async function reasonsFor(
  { whyNot, library }: Workshop,
  person: string,
  needed: ReadonlySet<Permission>,
): Promise<ReadonlyMap<Permission, string>> {
  const anywhere = {
    owners: [...new Set(library.runbooks.flatMap(({ owners }) => owners))],
    approvers: [...new Set(library.runbooks.flatMap(({ approvers }) => approvers))],
  };
  const asked = [...needed].map(
    async (permission) => [permission, await whyNot(person, permission, anywhere)] as const,
  );
  const answers = await Promise.all(asked);
  return new Map(answers.flatMap(([permission, why]) => (why === undefined ? [] : [[permission, why]])));
}
