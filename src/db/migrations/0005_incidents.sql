-- The last number that each day has given. Slack is no lock for numbers; this row is.
create table incident_day (
  day date primary key,
  last int not null
);

-- One incident. Its channel is #incident-YYYYMMDD-NNN; where no channel can be made it lives in a thread.
create table incident (
  id bigint generated always as identity primary key,
  request_key text unique,
  -- In OPSBOOK_TIMEZONE. The number is unique on its day; when Slack has the channel's name already, the incident takes the next one.
  day date not null,
  number int not null,
  title text not null,
  severity int not null check (severity between 1 and 4),
  state text not null default 'open' check (state in ('open', 'resolved', 'merged')),
  is_private boolean not null default false,
  -- The runbooks' system that it is about, as far as it is known.
  system text,
  declared_by text not null,
  declared_at timestamptz not null default ops_now(),
  -- The channel where it was declared, and the message from which, when it was one.
  origin text not null,
  origin_ts text,
  -- Slack's ids; the names people gave them do not matter. `thread` is set while the incident has no channel of its own.
  channel text,
  thread text,
  place text not null default 'wanted' check (place in ('wanted', 'channel', 'thread', 'archived', 'gone')),
  commander text,
  -- When somebody but the declarer first did something, and when the hurt stopped: recorded, never guessed.
  acknowledged_at timestamptz,
  mitigated_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  resolution text not null default '',
  merged_into bigint references incident (id),
  -- How often people want to hear of it; null when the updates were stopped.
  cadence_ms bigint,
  unique (day, number)
);
create index incident_open on incident (declared_at) where state = 'open';
create index incident_by_channel on incident (channel) where channel is not null;

-- What has to be done in Slack and elsewhere for an incident, each on its own: one that fails stops no other.
create table incident_task (
  incident bigint not null references incident (id),
  -- `channel`, `topic`, … or `procedure:<name>@<moment>:<audit entry>` of a runbook that wants to be called then.
  task text not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed', 'skipped')),
  say text not null default '',
  made_at timestamptz not null default ops_now(),
  -- How often people had it tried again.
  tries int not null default 0,
  settled_at timestamptz,
  primary key (incident, task)
);

-- Who holds a role, or was offered it and has not said yes.
create table incident_role (
  incident bigint not null references incident (id),
  role text not null,
  person text not null,
  state text not null check (state in ('offered', 'held')),
  by_person text not null,
  since timestamptz not null default ops_now(),
  primary key (incident, role, state)
);

-- What happened, at the time it happened. Runs of the incident are not here: the audit has them.
create table timeline_entry (
  id bigint generated always as identity primary key,
  incident bigint not null references incident (id),
  at timestamptz not null,
  recorded_at timestamptz not null default ops_now(),
  kind text not null,
  actor text not null,
  text text not null,
  -- The Slack message that it is or comes from.
  channel text,
  ts text,
  -- Addresses of the message's files, which stay private.
  files jsonb not null default '[]',
  edited_at timestamptz,
  deleted_at timestamptz,
  -- The audit entry of the same transaction.
  audit_seq bigint
);
create index timeline_by_incident on timeline_entry (incident, at, id);
-- A message that is pinned and marked is in the timeline once.
create unique index timeline_message on timeline_entry (incident, channel, ts) where ts is not null;

-- A person's word on when something really happened. `line` is `entry:<id>` or `audit:<seq>`; the last one counts.
create table timeline_correction (
  id bigint generated always as identity primary key,
  incident bigint not null references incident (id),
  line text not null,
  at timestamptz not null,
  by_person text not null,
  why text not null,
  made_at timestamptz not null default ops_now()
);
create index timeline_correction_by_incident on timeline_correction (incident, line);

-- The promise "next update by", one row each. Settled once: by a person's update, by the bot's own, or because it is not due any more.
create table update_slot (
  incident bigint not null references incident (id),
  seq int not null,
  due_at timestamptz not null,
  state text not null default 'pending' check (state in ('pending', 'human', 'facts', 'cancelled')),
  settled_at timestamptz,
  -- Who wrote it; null for the bot.
  by_person text,
  text text not null default '',
  -- What the post says besides, as it was known when it was settled.
  facts jsonb,
  primary key (incident, seq)
);
create unique index update_slot_pending on update_slot (incident) where state = 'pending';

create table action_item (
  id bigint generated always as identity primary key,
  incident bigint not null references incident (id),
  text text not null,
  owner text,
  due_on date,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  created_by text not null,
  created_at timestamptz not null default ops_now(),
  settled_by text,
  settled_at timestamptz,
  -- The reminder that comes next has this number.
  reminders int not null default 0
);
create index action_item_open on action_item (due_on) where state = 'open';

-- The post-mortem of an incident. Facts are drawn anew at each draft; what people wrote stands apart, by section.
create table postmortem (
  incident bigint primary key references incident (id),
  state text not null default 'draft' check (state in ('draft', 'review', 'done')),
  owner text,
  due_at timestamptz not null,
  drafted_at timestamptz not null default ops_now(),
  drafts int not null default 1,
  done_by text,
  done_at timestamptz,
  reminders int not null default 0
);
create table postmortem_section (
  incident bigint not null references postmortem (incident),
  section text not null,
  text text not null,
  by_person text not null,
  written_at timestamptz not null default ops_now(),
  primary key (incident, section)
);

-- A group of alerts as Alertmanager tells of it, one row for as long as it fires.
create table alert (
  id bigint generated always as identity primary key,
  group_key text not null,
  name text not null,
  severity text not null default '',
  summary text not null default '',
  -- The runbooks' system and procedure that its labels name, as they name them.
  system text,
  procedure text,
  labels jsonb not null default '{}',
  state text not null default 'firing' check (state in ('firing', 'resolved')),
  started_at timestamptz not null,
  seen_at timestamptz not null default ops_now(),
  resolved_at timestamptz,
  -- How many notifications and how many alerts of the group fire.
  times int not null default 1,
  firing int not null default 1,
  incident bigint references incident (id),
  made_at timestamptz not null default ops_now()
);
create index alert_by_age on alert (made_at);
create unique index alert_firing on alert (group_key) where state = 'firing';

-- A run that was asked for in an incident's channel belongs to it.
alter table run add column incident bigint references incident (id);
create index run_by_incident on run (incident) where incident is not null;

alter table request drop constraint request_kind_check;
alter table request add constraint request_kind_check check (kind in ('command', 'action', 'form', 'event'));
