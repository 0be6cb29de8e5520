-- The next time of everything that comes round by the clock: a check, a scheduled checklist, the morning's digest. Its job has the same
-- subject and time; a job of another time is out of date and does nothing.
create table slot (
  -- `check:ace.queue`, `checklist:ace.morning`, `digest`.
  subject text primary key,
  cron text not null,
  zone text not null,
  next_at timestamptz not null
);

-- One carrying out of a check. Kept for 400 days (src/checks/store.ts), so that a year can be laid beside the one before.
create table check_round (
  id bigint generated always as identity primary key,
  system text not null,
  procedure text not null,
  title text not null,
  -- The time it was due; null when somebody asked for it.
  slot timestamptz,
  -- How many slots before this one nobody was there for.
  missed int not null default 0,
  at timestamptz not null default ops_now(),
  took_ms int not null,
  state text not null check (state in ('ok', 'warn', 'critical', 'unknown')),
  -- Why it could not be carried out.
  say text not null default '',
  digest text,
  -- The round with which it turned bad, until the one that is well again: one card in Slack.
  episode bigint
);
create unique index check_round_slot on check_round (procedure, slot) where slot is not null;
create index check_round_latest on check_round (procedure, id desc);
create index check_round_age on check_round (at);

-- What a round saw of one metric, judged; deleted with its round.
create table check_result (
  round bigint not null references check_round (id) on delete cascade,
  position int not null,
  procedure text not null,
  metric text not null,
  at timestamptz not null,
  -- Null when it is no number.
  value double precision,
  -- As a person reads it, with its unit.
  shown text not null,
  state text not null check (state in ('ok', 'warn', 'critical', 'unknown')),
  say text not null,
  primary key (round, position)
);
create index check_result_history on check_result (procedure, metric, at);
