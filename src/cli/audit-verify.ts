// `opsbook audit verify`: walks the whole chain, in the database or in exported files, and says whether anything was changed, and what.

import { headInWords, readHead, type Head } from '../audit/chain.ts';
import type { AuditKey } from '../audit/key.ts';
import { UnreadableExport } from '../audit/read-export.ts';
import { verifyAudit } from '../audit/verify.ts';
import type { ChainVerdict } from '../audit/verify-chain.ts';
import { entriesOf, verifyFiles, type FilesVerdict } from '../audit/verify-files.ts';
import { readBase } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { CannotStart } from '../errors.ts';
import { jsonOption, type CliCommand, type CliContext } from './cli-command.ts';
import { printJson } from './print-json.ts';
import { withDatabase } from './with-database.ts';

export const command: CliCommand = {
  name: 'audit verify',
  describe: 'check that the record of who did what is whole',
  options: [
    { flags: '--file <files...>', describe: 'checks what was exported or archived; needs no database' },
    { flags: '--join', describe: 'goes on after the files with what stands in the database' },
    { flags: '--head <heads...>', describe: 'what was posted in Slack must stand there, as in 41:3f9a1c2b' },
    jsonOption,
  ],
  act: async (_words, options, context) => {
    const files = listOption(options, 'file');
    const posted = listOption(options, 'head').map(headOrSay);
    const config = readBase(context.environment);
    const keys = config.auditKeys;
    const verdict =
      files.length > 0 && options['join'] !== true
        ? await readably(() => verifyFiles(files, { keys, posted }))
        : await withDatabase(config, async (database) => {
            await migrate(database);
            return readably(async () =>
              verifyAudit(database, { keys, posted }, files.length === 0 ? undefined : await entriesOf(files)),
            );
          });
    return report(context, verdict, keys, posted);
  },
};

async function readably<T extends ChainVerdict | FilesVerdict>(
  verify: () => Promise<T>,
): Promise<T | UnreadableExport> {
  try {
    return await verify();
  } catch (thrown) {
    if (thrown instanceof UnreadableExport) return thrown;
    throw thrown;
  }
}

function report(
  context: CliContext,
  verdict: ChainVerdict | FilesVerdict | UnreadableExport,
  keys: readonly AuditKey[],
  posted: readonly Head[],
): number {
  const { print } = context;
  if (verdict instanceof UnreadableExport) return context.refuse(`The record cannot be read: ${verdict.message}.`);
  if (context.isJson) {
    printJson(context, verdict.ok ? asJson(verdict) : { isWhole: false, say: verdict.say });
    return verdict.ok ? 0 : 1;
  }
  if (!verdict.ok) {
    print(`The record was changed: ${verdict.say}.`);
    return 1;
  }
  if ('isFiltered' in verdict) {
    print(
      `${verdict.entries} entries, each as it was written. A filter chose them, so what is missing between them cannot be seen.`,
    );
    return 0;
  }
  const { entries, from, head, sealedBy } = verdict;
  const behind = from.seq === 0 ? '' : ` It begins behind entry ${from.seq}, which an archive holds.`;
  print(`The record is whole: ${entries} entries. Its head is ${headInWords(head)}.${behind}`);
  if (posted.length > 0)
    print(`${posted.length === 1 ? 'The head that was' : `The ${posted.length} heads that were`} posted stand in it.`);
  print(
    sealedBy !== undefined
      ? `It is sealed with the key ${sealedBy}: whoever has the database alone cannot write it anew. Compare a posted head too (--head): only that shows an end that was cut off together with its head.`
      : keys.length > 0
        ? 'No entry in it carries a seal.'
        : 'No key seals it: whoever may write the database can write the whole record anew, and only a posted head (--head) shows that. OPSBOOK_AUDIT_KEY makes a seal.',
  );
  return 0;
}

/** What programs may rely on; docs/guides/terminal.md says what each means. */
function asJson(verdict: Extract<ChainVerdict | FilesVerdict, { readonly ok: true }>): object {
  if ('isFiltered' in verdict) return { isWhole: null, entries: verdict.entries };
  const { entries, head, sealedBy } = verdict;
  return { isWhole: true, entries, head: headInWords(head), sealedBy: sealedBy ?? null };
}

function headOrSay(words: string): Head {
  const head = readHead(words);
  if (head === undefined)
    throw new CannotStart(
      `${JSON.stringify(words)} is no head of the record. One looks like 41:3f9a1c2b7d, as it was posted.`,
    );
  return head;
}

function listOption(options: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
