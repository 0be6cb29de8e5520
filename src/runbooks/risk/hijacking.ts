// Environment variables by which one program makes others run something else: the pager of `git log`, a library in every program.

import type { Finding } from './finding.ts';

const hijacking =
  /^(LD_\w+|DYLD_\w+|BASH_ENV|PROMPT_COMMAND|PAGER|\w+_PAGER|EDITOR|\w+_EDITOR|VISUAL|GIT_(SSH|EXTERNAL)\w*|PYTHONSTARTUP|NODE_OPTIONS|PERL5OPT)$/;
const harmless = /^["']?(cat|less|more|true|vi|vim|nano)?["']?$/;

/** What setting a variable does beyond itself; nothing for nearly all. */
export function hijackFindings(name: string, value: string): Finding[] {
  if (!hijacking.test(name) || harmless.test(value)) return [];
  return [{ risk: 'change', say: `Setting \`${name}\` can make other programs run something else` }];
}
