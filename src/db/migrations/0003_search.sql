-- The words by which a procedure is found, as `/ops find` asks for them. A row belongs to one procedure of one revision of its page, as
-- one version of Opsbook reads it: replicas with other pages, or of another version, add rows of their own and never change these.
-- What nobody has needed for some days is deleted; `seen_at` says so.
create table procedure_words (
  name text not null,
  revision text not null,
  opsbook text not null,
  words tsvector not null,
  seen_at timestamptz not null default ops_now(),
  primary key (name, revision, opsbook)
);
-- Without the list of pending entries, which a search would have to read through until the next vacuum.
create index procedure_words_search on procedure_words using gin (words) with (fastupdate = off);
