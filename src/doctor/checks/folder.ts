// Can the embedded database be kept where it is meant to be? Nothing is made there.

import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf } from '../../errors.ts';
import { fine, note, wrong, type Check } from '../check.ts';

export const folder: Check = {
  name: 'folder',
  look: async ({ base }) => {
    if (base === undefined) return [];
    if (base.databaseUrl !== undefined) return [fine('no folder is needed beside DATABASE_URL')];
    const wanted = path.resolve(base.dataFolder);
    try {
      const there = await nearest(wanted);
      if (!(await stat(there)).isDirectory()) throw new Error(`${there} is no folder`);
      await access(there, constants.W_OK | constants.X_OK);
      return there === wanted
        ? [fine(`${wanted} can be written`)]
        : [
            note(
              `${wanted} is not there yet.`,
              'The first start makes it. Was another folder meant, set OPSBOOK_DATA.',
            ),
          ];
    } catch (thrown) {
      const cure = 'Correct its owner, or set OPSBOOK_DATA to a folder that Opsbook may write.';
      return [wrong(`The data folder ${wanted} cannot be written: ${reasonOf(thrown)}.`, cure)];
    }
  },
};

async function nearest(folderWanted: string): Promise<string> {
  try {
    await stat(folderWanted);
    return folderWanted;
  } catch (thrown) {
    const isAway = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    const above = path.dirname(folderWanted);
    if (!isAway || above === folderWanted) throw thrown;
    return nearest(above);
  }
}
