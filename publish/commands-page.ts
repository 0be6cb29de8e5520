// The reference of `/ops`: every command as the bot itself knows it.

import { readCatalogue } from '../src/handlers/catalogue.ts';
import { doing, permissions } from '../src/policy/permission.ts';
import { referenceTable } from './reference-table.ts';

export async function commandsPage(): Promise<string> {
  const { commands } = await readCatalogue();
  const rows = commands.map(({ usage, describe, needs, changes, isUrgent }) => [
    `\`/ops ${usage}\``,
    describe,
    needs === undefined ? '' : `\`${needs}\``,
    changes ? 'yes' : 'no',
    isUrgent === true ? 'no' : 'yes',
  ]);
  return `# Commands

Every \`/ops\` command. \`<…>\` is needed, \`[…]\` may be left away; a value of several words stands in quotes: \`name="two words"\`.

${referenceTable(['Command', 'Does', 'Takes', 'Changes something', 'Limited'], rows)}

**Takes** is the permission without which the command is of no use; what it is about can ask for more. Where nothing stands, the command itself decides, and says why when it refuses. **Changes something**: it is written down before Slack hears that we have it, so that no crash loses it. **Limited**: it can be refused when one person types [too many commands](../guides/install.md#watch-it); what cannot wait in an incident never is.

## Permissions

${referenceTable(
  ['Permission', 'Is for'],
  permissions.map((permission) => [`\`${permission}\``, doing[permission]]),
)}

Who has which is in [opsbook.yaml](../guides/permissions.md).`;
}
