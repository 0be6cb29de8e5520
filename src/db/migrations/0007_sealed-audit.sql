-- Which key sealed an entry; null where there was none. The key itself is in no table.
alter table audit add column key_id text;
-- The key that was last brought into use.
alter table audit_head add column key_id text;

-- The record is append-only. An archive, once its file is written, may take the oldest entries out, as the tables' owner and nobody else.
create function refuse_to_change_the_record() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'audit' and current_setting('opsbook.archiving', true) = 'on'
    and pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'usage') then
    return null;
  end if;
  raise exception 'the record is append-only: % of % is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege', hint = 'opsbook audit archive takes old entries out.';
end
$$;
create trigger audit_is_append_only before update or delete or truncate on audit
  for each statement execute function refuse_to_change_the_record();
create trigger audit_head_stays before delete or truncate on audit_head
  for each statement execute function refuse_to_change_the_record();
