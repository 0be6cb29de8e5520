-- What a healthy practice Algorhythmic holds. Times are counted from now; everything else is always the same.
insert into users
select md5('user ' || n)::uuid, name || '@algorhythmic.example', tier
from (values (1, 'ines', 'pro'), (2, 'noor', 'free'), (3, 'pavel', 'pro'), (4, 'rosa', 'studio'), (5, 'yuki', 'free'))
  as people (n, name, tier);

insert into credit_ledger (user_id, event_type, amount, balance_after, description, idempotency_key, created_at)
select id, 'quota_grant', 200, 200, 'Monthly quota', 'grant:' || email, now() - interval '12 days' from users
union all
select id, 'generation', -5 * n, 200 - 5 * n * (n + 1) / 2, 'Image generated', 'generation:' || email || ':' || n,
  now() - n * interval '25 minutes'
from users, generate_series(1, 4) n;

insert into user_credits
select user_id, sum(amount), 200, current_date + 18 from credit_ledger group by user_id;

insert into generation_jobs (session_id, status, error_message, created_at, completed_at)
select 'session-' || n, 'completed', null, now() - n * interval '9 minutes', now() - n * interval '9 minutes' + interval '55 seconds'
from generate_series(1, 40) n
union all
select 'session-' || n, 'failed', 'content policy', now() - n * interval '31 hours', now() - n * interval '31 hours'
from generate_series(1, 3) n
union all
select 'session-now-' || n, case n when 1 then 'generating' else 'pending' end, null, now() - n * interval '20 seconds', null
from generate_series(1, 3) n;

insert into telemetry_events (name, "timestamp")
select 'art_served', now() - n * interval '3 hours' from generate_series(1, 480) n;

insert into art_sessions (user_id, is_saved, last_used_at)
select md5('user ' || (n % 5 + 1))::uuid, n % 4 = 0, now() - n * interval '36 hours' from generate_series(1, 80) n;

-- Stands in for the extension's view, which a practice database need not have.
create schema if not exists practice;
create table if not exists practice.statements (query text, calls bigint, mean_exec_time float8, total_exec_time float8);
truncate practice.statements;
insert into practice.statements values
  ('select * from art_sessions where user_id = $1', 48211, 1.8, 86779.8),
  ('insert into telemetry_events (name, "timestamp") values ($1, $2)', 190432, 0.4, 76172.8);
create view pg_stat_statements as select * from practice.statements;
