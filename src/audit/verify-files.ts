// Follows what was exported, file after file, without a database. Files of one record join where one ends and the next begins.

import type { ChainedEntry, Head } from './chain.ts';
import type { Flawed } from './find-flaw.ts';
import { openExport, UnreadableExport, verifyEach, type ExportFile } from './read-export.ts';
import { verifyChain, type Expectations, type Whole } from './verify-chain.ts';

export type FilesVerdict =
  | Whole
  | Flawed
  /** A filter chose them: what was left out cannot be missed. */
  | { readonly ok: true; readonly entries: number; readonly isFiltered: true };

export async function verifyFiles(files: readonly string[], expectations: Expectations): Promise<FilesVerdict> {
  const opened = await openAll(files);
  const [only] = opened;
  if (only !== undefined && !only.isWhole) {
    if (opened.length > 1) throw notJoined();
    const verdict = await verifyEach(only.entries, expectations.keys ?? []);
    return verdict.ok ? { ...verdict, isFiltered: true } : verdict;
  }
  return verifyChain(inTurn(opened), undefined, { ...expectations, isPart: true });
}

/** Their entries as one record, for what comes after them. */
export async function entriesOf(files: readonly string[]): Promise<AsyncGenerator<ChainedEntry>> {
  return inTurn(await openAll(files));
}

async function openAll(files: readonly string[]): Promise<ExportFile[]> {
  const opened = await Promise.all(files.map((file) => openExport(file)));
  if (opened.length > 1 && opened.some(({ isWhole }) => !isWhole)) throw notJoined();
  return opened;
}

async function* inTurn(files: readonly ExportFile[]): AsyncGenerator<ChainedEntry> {
  for (const file of files) {
    let last: Head = { seq: 0, hash: '' };
    for await (const entry of file.entries) {
      last = { seq: entry.seq, hash: entry.hash };
      yield entry;
    }
    const end = file.end();
    if (end !== undefined && last.seq > 0 && (end.seq !== last.seq || end.hash !== last.hash))
      throw new UnreadableExport(
        `the last line of a file names entry ${end.seq}, but entry ${last.seq} stands before it`,
      );
  }
}

function notJoined(): UnreadableExport {
  return new UnreadableExport('a file that was exported with a filter has gaps, and cannot be joined with another');
}
