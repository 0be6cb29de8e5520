// The stand-in for `python`: the scripts under Tools/ that Daena's operators call, acting on the practice memory. Each prints JSON.

import { type CommandTable, toolOf } from '../../kit/command.ts';
import type { Tool } from '../../kit/tool.ts';
import type { Commanded } from './commanded.ts';
import { governanceScripts } from './scripts-governance.ts';
import { keyScripts } from './scripts-keys.ts';
import { memoryScripts } from './scripts-memory.ts';

const table: CommandTable<Commanded> = {
  name: 'python',
  options: {
    restore: { type: 'string' },
    ledger: { type: 'string' },
    out: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  numbers: [],
  commands: { ...memoryScripts, ...governanceScripts, ...keyScripts },
};

export function python(state: Commanded): Tool {
  return toolOf(table, state);
}
