// Is this Node new enough?

import packageJson from '../../../package.json' with { type: 'json' };
import { fine, wrong, type Check } from '../check.ts';

export const node: Check = {
  name: 'node',
  look: async () => {
    const [present, least] = [process.versions.node, packageJson.engines.node.replace('>=', '')];
    return isBelow(present, least)
      ? [wrong(`This is Node ${present}, and Opsbook needs ${least}.`, `Install Node ${least} or later.`)]
      : [fine(`Node ${present}`)];
  },
};

function isBelow(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) => text.split('.').map(Number));
  const at = want?.findIndex((part, index) => part !== have?.[index]) ?? -1;
  return at !== -1 && (have?.[at] ?? 0) < (want?.[at] ?? 0);
}
