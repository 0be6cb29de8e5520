-- What was looked at while the plan was made (src/runs/evidence.ts); null as long as nobody has. It is no part of what is approved,
-- but the counts in it are what a step's `tolerance` is a multiple of.
alter table run add column evidence jsonb;
