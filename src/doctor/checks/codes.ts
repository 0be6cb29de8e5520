// Where a runbook asks approvers for a one-time code, there has to be a key to keep theirs with.

import { fine, wrong, type Check } from '../check.ts';

export const codes: Check = {
  name: 'codes',
  look: async ({ base, library }) => {
    if (base === undefined) return [];
    const asking = ((await library())?.runbooks ?? [])
      .flatMap(({ procedures }) => procedures)
      .filter((procedure) => procedure.asking?.stepUp === 'code');
    if (asking.length === 0) return [];
    return base.secretKey === undefined
      ? [
          wrong(
            `${asking.map(({ name }) => name).join(', ')} asks approvers for a one-time code, and OPSBOOK_SECRET_KEY is not set, so nobody can approve.`,
            'Set OPSBOOK_SECRET_KEY to what openssl rand -hex 32 prints, the same for every replica.',
          ),
        ]
      : [fine('OPSBOOK_SECRET_KEY is set')];
  },
};
