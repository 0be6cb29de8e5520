-- What Slack sent and we acknowledged. The row is committed before the acknowledgement, so an acknowledged command or click
-- survives the process. `key` is Slack's trigger id: the same request delivered twice is one row.
create table request (
  key text primary key,
  kind text not null check (kind in ('command', 'action', 'form')),
  payload jsonb not null,
  received_at timestamptz not null default ops_now(),
  handled_at timestamptz,
  tries int not null default 0
);
create index request_unhandled on request (received_at) where handled_at is null;

-- One execution of one plan. The plan is stored whole and walked with `cursor`; the runbook file is never read again.
create table run (
  id bigint generated always as identity primary key,
  request_key text unique,
  procedure text not null,
  plan jsonb not null,
  digest text not null,
  state text not null check (state in (
    'planned', 'awaiting_approval', 'running', 'waiting', 'in_doubt',
    'succeeded', 'failed', 'cancelled', 'denied', 'expired', 'void')),
  cursor int not null default 0,
  -- Values kept by `save`, by name.
  saved jsonb not null default '{}',
  requested_by text not null,
  reason text not null default '',
  -- Where the run was asked for; its card stands there.
  channel text not null,
  created_at timestamptz not null default ops_now(),
  started_at timestamptz,
  ended_at timestamptz,
  -- When the current step was first begun; `within` counts from here.
  step_since timestamptz,
  -- The procedure's time runs out then; null while a person is asked, with what is left in left_ms.
  deadline_at timestamptz,
  left_ms bigint,
  -- The run sleeps until then: a `wait` step or the next try of `every`.
  wake_at timestamptz,
  cancelled_by text,
  -- Why it ended, or what it waits for, in words.
  say text not null default ''
);
create index run_by_age on run (created_at desc);
create index run_open on run (state) where ended_at is null;

-- One try of one step. The row is committed before the effect; its result is recorded only while `ended_at` is null and the
-- executor is the one that began it. A row without an end whose executor is gone means: in doubt.
create table step_attempt (
  run bigint not null references run (id),
  step int not null,
  attempt int not null,
  executor uuid not null,
  started_at timestamptz not null default ops_now(),
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'unmet', 'failed', 'unknown', 'happened', 'skipped')),
  facts jsonb,
  say text not null default '',
  -- The first and last part of what the system printed, already redacted, for the card.
  output text not null default '',
  -- The whole of it (to the output limit) when it does not fit the card; posted as a file.
  whole_output text,
  decided_by text,
  primary key (run, step, attempt)
);

-- Another person's yes or no, bound to the plan's digest. `step` is null for the plan as a whole, else the gate in the middle.
create table approval (
  id bigint generated always as identity primary key,
  run bigint not null references run (id),
  step int,
  digest text not null,
  needed int not null,
  -- User groups and user ids that may decide.
  who jsonb not null,
  why text not null default '',
  state text not null default 'pending' check (state in ('pending', 'approved', 'denied', 'expired', 'void')),
  asked_by text not null,
  asked_at timestamptz not null default ops_now(),
  expires_at timestamptz not null,
  decided_at timestamptz
);
create unique index approval_pending on approval (run) where state = 'pending';

create table approval_vote (
  approval bigint not null references approval (id),
  person text not null,
  vote text not null check (vote in ('yes', 'no')),
  reason text not null default '',
  voted_at timestamptz not null default ops_now(),
  primary key (approval, person)
);

-- Where a subject is shown in Slack. `sending_since` without `ts` means: a post was begun and may have arrived; look before
-- posting again. `shown` is a hash of what the message shows now.
create table card (
  subject text not null,
  place text not null,
  channel text,
  ts text,
  sending_since timestamptz,
  shown text,
  primary key (subject, place)
);

-- The text of each runbook revision a plan was made from, so that an auditor can read what was approved.
create table runbook_revision (
  revision text primary key,
  file text not null,
  body text not null,
  seen_at timestamptz not null default ops_now()
);
