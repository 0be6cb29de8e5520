// Has the app the scopes that manifest.yml asks for? Slack tells a token's with each answer.

import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { fine, wrong, type Check } from '../check.ts';

const own = new URL('../../../manifest.yml', import.meta.url);
const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

export const scopes: Check = {
  name: 'scopes',
  look: async ({ clients }) => {
    // Why it does not answer is told by the check of the token.
    const answer = await clients?.background.auth.test().catch(() => undefined);
    const given = answer?.response_metadata?.scopes;
    if (given === undefined) return [];
    const { bot: wanted } = manifest.parse(parse(await readFile(own, 'utf8'))).oauth_config.scopes;
    const missing = wanted.filter((scope) => !given.includes(scope));
    if (missing.length === 0) return [fine(`all ${wanted.length} scopes of manifest.yml`)];
    return [
      wrong(
        `The app lacks ${missing.join(', ')}, which manifest.yml asks for.`,
        'Paste what opsbook manifest prints into the app at api.slack.com/apps, save, and install it to the workspace again.',
      ),
    ];
  },
};
