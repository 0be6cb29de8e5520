-- The one clock of Opsbook's own times. A test's database replaces it by one that adds an offset, so that no test waits.
create function ops_now() returns timestamptz language sql stable as 'select now()';

-- A process that works the queue. It says every few seconds that it lives, by the real clock and not by ops_now(): whether
-- a process is alive is a fact of the machine, and a test that moves the clock must not bury it.
create table executor (
  id uuid primary key,
  host text not null,
  version text not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  stopped_at timestamptz
);
create index executor_open on executor (seen_at) where stopped_at is null;

-- Who did what, in one order, append-only. Each entry's hash covers the entry and the hash before it, so that a change
-- anywhere shows. `detail` is JSON kept as text, exactly as it was hashed.
create table audit (
  seq bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail text not null,
  previous_hash text not null,
  hash text not null
);
create index audit_by_subject on audit (subject, seq);

-- The end of the chain, one row. Appending locks it, which puts all entries in one order; a chain that ends before it was cut.
create table audit_head (
  only_row boolean primary key default true check (only_row),
  seq bigint not null,
  hash text not null
);
insert into audit_head (seq, hash) values (0, repeat('0', 64));
