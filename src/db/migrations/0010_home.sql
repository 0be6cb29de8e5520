-- Who has looked at the home page of the app, and what it shows them. Only pages that were looked at lately are kept up to date.
create table home_view (
  person text primary key,
  opened_at timestamptz not null default ops_now(),
  -- By the machine's own clock, since it spaces calls of Slack.
  published_at timestamptz,
  -- A hash of what stands there; null when nothing does.
  shown text
);

create index run_by_requester on run (requested_by, id desc);
