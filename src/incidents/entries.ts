// Lines of the timeline in SQL.

import type { Sql, Transaction } from '../db/database.ts';
import type { EntryKind, IncidentId } from './incident.ts';

export interface NewEntry {
  readonly incident: IncidentId;
  /** Now when it is absent. */
  readonly at?: Date;
  readonly kind: EntryKind;
  readonly actor: string;
  readonly text: string;
  readonly message?: { readonly channel: string; readonly ts: string };
  readonly files?: readonly string[];
  /** The last thing that this transaction wrote into the audit is about it. */
  readonly isAudited?: true;
}

/** False when the message is in the timeline already. */
export async function insertEntry(tx: Transaction, entry: NewEntry): Promise<boolean> {
  const [text, values] = insertion(entry);
  return (await tx.run(text, values)) > 0;
}

/** For what is no message: there is nothing to learn from the answer, and nobody waits for it. */
export function writeEntry(tx: Transaction, entry: Omit<NewEntry, 'message'>): void {
  const [text, values] = insertion(entry);
  tx.write(text, values);
}

function insertion(entry: NewEntry): readonly [text: string, values: readonly unknown[]] {
  return [
    `insert into timeline_entry (incident, at, kind, actor, text, channel, ts, files, audit_seq)
     values ($1, coalesce($2, ops_now()), $3, $4, $5, $6, $7, $8, case when $9 then (select seq from audit_head) end)
     on conflict (incident, channel, ts) where ts is not null do update
       set deleted_at = null where timeline_entry.deleted_at is not null`,
    [
      entry.incident,
      entry.at ?? null,
      entry.kind,
      entry.actor,
      entry.text,
      entry.message?.channel ?? null,
      entry.message?.ts ?? null,
      JSON.stringify(entry.files ?? []),
      entry.isAudited === true,
    ],
  ];
}

/** The message's new text; false when it is in no timeline. */
export async function editEntry(
  sql: Sql,
  at: { readonly channel: string; readonly ts: string },
  text: string,
): Promise<boolean> {
  const edited = await sql.run(
    `update timeline_entry set text = $3, edited_at = ops_now()
     where channel = $1 and ts = $2 and kind = 'pin' and text <> $3`,
    [at.channel, at.ts, text],
  );
  return edited > 0;
}

/** The message is gone, or is pinned and marked no more: its line stays as a trace, without its words. */
export async function deleteEntry(
  sql: Sql,
  at: { readonly channel: string; readonly ts: string },
  keepsWords: boolean,
): Promise<boolean> {
  const deleted = await sql.run(
    `update timeline_entry set deleted_at = ops_now(), text = case when $3 then text else '' end
     where channel = $1 and ts = $2 and kind = 'pin' and deleted_at is null`,
    [at.channel, at.ts, keepsWords],
  );
  return deleted > 0;
}

export async function insertCorrection(
  tx: Transaction,
  of: {
    readonly incident: IncidentId;
    readonly line: string;
    readonly at: Date;
    readonly by: string;
    readonly why: string;
  },
): Promise<void> {
  await tx.run('insert into timeline_correction (incident, line, at, by_person, why) values ($1, $2, $3, $4, $5)', [
    of.incident,
    of.line,
    of.at,
    of.by,
    of.why,
  ]);
}
