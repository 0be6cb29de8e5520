// The migrations of ACE's database, oldest first, as Alembic names and orders them. Each takes itself back.

export interface Migration {
  readonly revision: string;
  readonly title: string;
  readonly up: string;
  readonly down: string;
}

/** The indexes without which a retrieval reads the whole table. */
export const neededIndexes = ['idx_playbook_bullets_domain_stage', 'idx_playbook_bullets_section'] as const;

export const migrations: readonly Migration[] = [
  {
    revision: '3f2a9c51d0e7',
    title: 'playbook bullets',
    up: `create table playbook_bullets (
           id text primary key,
           domain_id text not null,
           content text not null,
           stage text not null check (stage in ('SHADOW', 'STAGING', 'PROD')),
           helpful_count integer not null default 0,
           harmful_count integer not null default 0
         )`,
    down: 'drop table playbook_bullets',
  },
  {
    revision: '8b41e6a7c2d9',
    title: 'sections of a playbook',
    up: 'alter table playbook_bullets add column section text',
    down: 'alter table playbook_bullets drop column section',
  },
  {
    revision: 'c7d05f9e1a34',
    title: 'indexes for retrieval',
    up: `create index idx_playbook_bullets_domain_stage on playbook_bullets (domain_id, stage);
         create index idx_playbook_bullets_section on playbook_bullets (section) where section is not null`,
    down: 'drop index if exists idx_playbook_bullets_domain_stage; drop index if exists idx_playbook_bullets_section',
  },
  {
    revision: 'e19b7d3c4f60',
    title: 'where a bullet came from',
    up: 'alter table playbook_bullets add column source text',
    down: 'alter table playbook_bullets drop column source',
  },
];

export const head = 'e19b7d3c4f60';

/** `-1`, `base`, `head`, or a revision by the beginning of its name; the number of migrations that are applied then. */
export function positionOf(target: string, applied: number): number | undefined {
  if (target === 'base') return 0;
  if (target === 'head') return migrations.length;
  const steps = /^([+-])(\d{1,2})$/.exec(target);
  if (steps !== null) {
    const position = applied + Number(`${steps[1] ?? ''}${steps[2] ?? ''}`);
    return position < 0 || position > migrations.length ? undefined : position;
  }
  if (!/^[0-9a-f]{4,12}$/.test(target)) return undefined;
  const found = migrations.filter(({ revision }) => revision.startsWith(target));
  const [only] = found;
  return found.length === 1 && only !== undefined ? migrations.indexOf(only) + 1 : undefined;
}

/** How many are applied when the database says this revision. */
export function appliedAt(revision: string | undefined): number {
  return migrations.findIndex((one) => one.revision === revision) + 1;
}
