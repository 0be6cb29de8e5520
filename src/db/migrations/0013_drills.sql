-- A drill is an incident on which nothing real hangs: it has numbers of its own, and no list or number of incidents counts it.
alter table incident add column is_drill boolean not null default false;
alter table incident drop constraint incident_day_number_key;
alter table incident add constraint incident_day_number_key unique (day, number, is_drill);
alter table incident_day add column is_drill boolean not null default false;
alter table incident_day drop constraint incident_day_pkey;
alter table incident_day add primary key (day, is_drill);

-- Its targets are the practice range's, so what is counted of runs leaves it out.
alter table run add column is_drill boolean not null default false;

-- What an incident that is a drill practises.
create table drill (
  incident bigint primary key references incident (id),
  procedure text not null,
  system text not null,
  -- As they were said; the plan has them as the procedure reads them.
  parameters jsonb not null default '{}',
  -- By this name the range knows the practice system. Made here, so that asking twice starts one.
  instance text not null unique,
  -- What was asked for; then what the range caused, and what that means.
  fault text,
  fault_describe text not null default '',
  -- What `${NAME}` and PATH stand for in its runs: practice secrets, and only while it goes on.
  environment jsonb,
  started_at timestamptz,
  ended_at timestamptz,
  -- Null while it goes on.
  is_finished boolean,
  -- What the practice system said of itself at the end; null when it could not be asked.
  reading jsonb,
  score jsonb
);
create index drill_rehearsed on drill (procedure, ended_at desc) where is_finished;
