-- Who has to say yes, beyond a number; and what happens while nobody decides.
alter table approval
  -- One person of each of these has to be among those who say yes.
  add column each_of jsonb not null default '[]',
  -- When approvers are reminded, and when others are asked as well; null: never.
  add column remind_at timestamptz,
  add column reminded_at timestamptz,
  add column escalate_at timestamptz,
  add column escalate_to jsonb not null default '[]',
  add column escalated_at timestamptz,
  drop constraint approval_state_check,
  add constraint approval_state_check check (state in ('pending', 'approved', 'denied', 'expired', 'void', 'bypassed'));
create index approval_by_age on approval (asked_at);

alter table approval_vote
  -- The names of `each_of` that the voter could stand for at that time.
  add column stands_for jsonb not null default '[]',
  -- Whose right it was, when it had been handed over.
  add column on_behalf text;

-- A run that was asked for again, after an earlier one became void or expired; what had changed since, in words.
alter table run
  add column again_of bigint unique references run (id),
  add column changes jsonb not null default '[]';

-- An approver's right, handed over for a time. Only a right of one's own is handed over, so there are no chains.
create table delegation (
  id bigint generated always as identity primary key,
  from_person text not null,
  to_person text not null,
  -- Null: for every system.
  system text,
  made_at timestamptz not null default ops_now(),
  until timestamptz not null,
  revoked_at timestamptz,
  revoked_by text
);
create index delegation_open on delegation (to_person) where revoked_at is null;

-- A run that was started without the second person it needs. Open until somebody else has looked at it and said what they found.
create table glass_review (
  id bigint generated always as identity primary key,
  run bigint not null references run (id),
  broken_by text not null,
  broken_at timestamptz not null default ops_now(),
  reason text not null,
  digest text not null,
  -- The gate that was passed; null when it was the start.
  step int,
  closed_by text,
  closed_at timestamptz,
  finding text not null default '',
  reminders int not null default 0
);
create index glass_review_by_run on glass_review (run);
create index glass_review_open on glass_review (broken_at) where closed_at is null;

-- "This procedure with these values until Friday": approved beforehand by two other people, and bound to the procedure's text.
create table preapproval (
  id bigint generated always as identity primary key,
  procedure text not null,
  system text not null,
  risk text not null,
  -- Which values of each parameter are allowed.
  ranges jsonb not null,
  until timestamptz not null,
  why text not null,
  -- Digest of the procedure's text; any other text makes it void.
  text_digest text not null,
  needed int not null,
  who jsonb not null,
  each_of jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'approved', 'denied', 'revoked', 'void')),
  asked_by text not null,
  asked_at timestamptz not null default ops_now(),
  -- Where its card stands.
  channel text not null,
  ended_by text,
  ended_at timestamptz
);
create index preapproval_open on preapproval (procedure) where state in ('pending', 'approved');

create table preapproval_vote (
  preapproval bigint not null references preapproval (id),
  person text not null,
  stands_for jsonb not null,
  voted_at timestamptz not null default ops_now(),
  primary key (preapproval, person)
);

-- The pre-approval under which a run may start, or has started, without asking.
alter table run add column preapproval bigint references preapproval (id);

-- The key of a person's one-time codes, sealed with OPSBOOK_SECRET_KEY, which is in no table.
create table code_secret (
  person text primary key,
  sealed text not null,
  enrolled_at timestamptz not null default ops_now(),
  -- Null until a first code has shown that the key arrived.
  confirmed_at timestamptz,
  -- A code counts once: the step of time of the last one that did.
  last_step bigint not null default 0,
  wrong int not null default 0,
  locked_until timestamptz
);
