// What tests of approvals share: a shop with procedures that ask in different ways, asking, and what people are told.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { startOpsbook, type Opsbook, type OpsbookOptions } from './opsbook.ts';

export const minute = 60_000;

/** A procedure that writes a line when it runs; `settings` are those of its block. */
export interface Wipe {
  readonly id: string;
  readonly settings: string;
  readonly script?: string;
  readonly risk?: 'change' | 'destroy';
}

export function shopOf(...procedures: readonly Wipe[]): string {
  const sections = procedures.map(
    ({ id, settings, script = `echo ${id} >> effects`, risk = 'destroy' }) => `## Wipe ${id}
\`\`\`yaml procedure
id: ${id}
${settings}
\`\`\`

1. Wipe it.
   \`\`\`sh target=ops risk=${risk}${risk === 'change' ? ' because="appends a line"' : ''}
   ${script}
   \`\`\`
`,
  );
  return `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

${sections.join('\n')}`;
}

export interface AskingScene {
  readonly opsbook: Opsbook;
  /** What ran, a line each. */
  readonly effects: () => Promise<string>;
  /** Maria plans it and asks; the card that waits. */
  readonly ask: (procedure: string, reason?: string) => Promise<ReadableMessage>;
  /** The last message to this person in #ops that nobody else sees. */
  readonly told: (person: string, words: string) => Promise<ReadableMessage>;
  /** The last direct message with these words. */
  readonly direct: (person: string, words: string) => Promise<ReadableMessage>;
  /** How many entries the audit has of it. */
  readonly audited: (action: string) => Promise<number>;
  readonly stop: () => Promise<void>;
}

export async function startAsking(options: OpsbookOptions & { readonly shop: string }): Promise<AskingScene> {
  const home = await mkdtemp(path.join(tmpdir(), 'opsbook-shop-'));
  const { shop, environment, ...rest } = options;
  const opsbook = await startOpsbook({
    runbooks: { 'shop.md': shop },
    environment: { SHOP_HOME: home, ...environment },
    ...rest,
  });
  const { slack } = opsbook;
  const last = (person: string, place: string, fits: (message: ReadableMessage) => boolean, what: string) =>
    slack.until(() => slack.as(person).sees(place).findLast(fits), { what, timeoutMs: 10_000 });
  return {
    opsbook,
    effects: () => readFile(path.join(home, 'effects'), 'utf8').catch(() => ''),
    ask: async (procedure, reason = 'the cache is poisoned') => {
      await slack.as('maria').type('ops', `/ops run ${procedure}`);
      await slack.as('maria').click(await opsbook.card('maria', 'Planned.'), 'Ask for approval');
      await opsbook.submit('maria', { reason });
      return opsbook.card('maria', 'Waiting for approval');
    },
    told: (person, words) =>
      last(
        person,
        'ops',
        (message) => message.isEphemeral && message.text.includes(words),
        `${person} being told "${words}"`,
      ),
    direct: (person, words) =>
      slack.until(
        () =>
          slack
            .as(person)
            .dms()
            .findLast(({ text }) => text.includes(words)),
        {
          what: `"${words}" directly to ${person}`,
          timeoutMs: 10_000,
        },
      ),
    audited: async (action) => {
      const rows = await opsbook.db.database.rows(
        z.object({ actor: z.string() }),
        'select actor from audit where action = $1',
        [action],
      );
      return rows.length;
    },
    stop: async () => {
      await opsbook.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
