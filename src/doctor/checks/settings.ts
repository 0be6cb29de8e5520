// Can opsbook.yaml be used, and does it name systems that no runbook is about?

import { doubtsAbout } from '../../settings/doubts.ts';
import { readSettingsNow } from '../../settings/load-settings.ts';
import { fine, wrong, type Check, type Finding } from '../check.ts';
import type { Problem } from '../../runbooks/model.ts';

export const settings: Check = {
  name: 'settings',
  look: async ({ base, library }) => {
    if (base === undefined) return [];
    const read = await readSettingsNow(base);
    if (!read.ok) return read.problems.map(asFinding);
    const { policy, incidents } = read.said;
    const systems = ((await library())?.runbooks ?? []).map(({ system }) => system);
    const doubts = doubtsAbout(base.configFile, policy, incidents.onCall, { systems, strangers: [] });
    return doubts.length > 0 ? doubts.map(asFinding) : [fine(read.said.isEmpty ? 'all as usual' : base.configFile)];
  },
};

function asFinding({ file, line, say, hint }: Problem): Finding {
  return wrong(`${file}:${line}: ${say}`, hint);
}
