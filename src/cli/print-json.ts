// The one document that a verb with `--json` prints. Its keys stay as they are while `version` is 1; docs/guides/terminal.md has them.

import type { CliContext } from './cli-command.ts';

export function printJson({ print }: Pick<CliContext, 'print'>, facts: object): void {
  print(JSON.stringify({ version: 1, ...facts }, null, 2));
}
