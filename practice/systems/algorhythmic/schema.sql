-- The tables of the practice Algorhythmic. Every object is made anew, so that the same text also begins a dump.
drop schema if exists public cascade;
create schema public;

create table users (
  id uuid primary key,
  email text not null unique,
  subscription_tier text not null
);

create table user_credits (
  user_id uuid primary key references users on delete cascade,
  balance int not null,
  base_quota int not null,
  billing_cycle_end date not null
);

create table credit_ledger (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  event_type text not null,
  amount int not null,
  balance_after int not null,
  description text not null,
  idempotency_key text,
  created_at timestamptz not null default now()
);

create table generation_jobs (
  id uuid primary key default gen_random_uuid(),
  session_id text not null,
  status text not null check (status in ('pending', 'generating', 'completed', 'failed')),
  error_message text,
  created_at timestamptz not null default now(),
  completed_at timestamptz
);

create table telemetry_events (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  "timestamp" timestamptz not null
);

create table art_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references users on delete cascade,
  is_saved boolean not null,
  last_used_at timestamptz not null
);

create index on generation_jobs (status, created_at);
create index on telemetry_events ("timestamp");
