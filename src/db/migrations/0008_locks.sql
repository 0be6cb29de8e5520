-- One changing run at a time: who holds which lock, and who waits for one, in the order in which they came. Rows are written and
-- deleted in the run's own transactions, so a lock without a run that goes on cannot be.
create table run_lock (
  -- `ace:ops` for a target of a system, or the name that a procedure declares.
  name text not null,
  run bigint not null references run (id),
  state text not null check (state in ('held', 'waiting')),
  -- Held since, or waiting since.
  since timestamptz not null default ops_now(),
  place bigint generated always as identity,
  primary key (name, run)
);
create unique index run_lock_holder on run_lock (name) where state = 'held';
create index run_lock_by_run on run_lock (run);

alter table run drop constraint run_state_check;
alter table run add constraint run_state_check check (state in (
  'planned', 'awaiting_approval', 'queued', 'running', 'waiting', 'in_doubt',
  'succeeded', 'failed', 'cancelled', 'denied', 'expired', 'void'));

-- The run whose effects this one takes back.
alter table run add column undoes bigint references run (id);
create index run_by_undone on run (undoes) where undoes is not null;

-- Somebody asks that a lock be taken from the run that holds it. The approvers of that run's procedure decide.
create table unlock_request (
  id bigint generated always as identity primary key,
  request_key text unique,
  lock text not null,
  -- The run that held it then: the answer is about no other.
  run bigint not null references run (id),
  asked_by text not null,
  reason text not null,
  -- Where it was asked for; its card stands there.
  channel text not null,
  -- User groups and user ids that may decide.
  who jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'approved', 'denied', 'expired', 'void')),
  asked_at timestamptz not null default ops_now(),
  expires_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  -- Why it ended as it did, in words.
  say text not null default ''
);
create unique index unlock_request_pending on unlock_request (lock, run) where state = 'pending';
