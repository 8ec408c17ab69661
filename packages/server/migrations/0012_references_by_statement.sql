-- That a registration or resolution is of an identifier which is there is checked once a statement instead of once a
-- row, as with what identifiers refer to (0004): identifiers are never deleted or renamed.
alter table registrations drop constraint registrations_pid_fkey;
alter table resolutions drop constraint resolutions_pid_fkey;

-- The plan of a function is kept: one that was made while there were few identifiers would read all of them later on.
create function check_pids_are_there() returns trigger language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  if exists (select from added where not exists (select from pids where pids.pid = added.pid)) then
    raise exception 'there is no such identifier' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger registrations_are_of_what_is_there after insert on registrations
  referencing new table as added for each statement execute function check_pids_are_there();
create trigger resolutions_are_of_what_is_there after insert on resolutions
  referencing new table as added for each statement execute function check_pids_are_there();

create trigger registrations_keep_their_pid before update of pid on registrations for each row
  when (old.pid is distinct from new.pid) execute function refuse_pid_loss();
create trigger resolutions_keep_their_pid before update of pid on resolutions for each row
  when (old.pid is distinct from new.pid) execute function refuse_pid_loss();
