-- Shoulders get an owner's settings: what they are for, where their names lead by default, who may mint, how many.
alter table shoulders
  add column title text,
  add column purpose text,
  add column default_target text,
  add column persistence text,
  add column minter_roles text[] not null default '{member,curator,admin}',
  add column quota bigint check (quota >= 0),
  -- Identifiers given out under it and not given back; exact, since it moves in the transactions that do so.
  add column issued bigint not null default 0,
  add column version integer not null default 1,
  add column updated_at timestamptz;
update shoulders set updated_at = created_at, issued = (select count(*) from pids where pids.shoulder_id = shoulders.id);
alter table shoulders alter column updated_at set not null;

-- People who may mint under a shoulder whatever their role. By iD, so that a colleague can be named before their
-- first sign-in.
create table shoulder_minters (
  shoulder_id uuid not null references shoulders,
  orcid_environment text not null check (orcid_environment in ('production', 'sandbox', 'stand-in')),
  orcid text not null,
  created_at timestamptz not null,
  primary key (shoulder_id, orcid_environment, orcid)
);
create index shoulder_minters_by_orcid on shoulder_minters (orcid_environment, orcid);

-- Where the order of a template stands at some number already given out. Random orders cannot be computed for a
-- number alone; from here the way to the next name is short.
create table shoulder_checkpoints (
  shoulder_id uuid primary key references shoulders,
  position bigint not null,
  state jsonb not null,
  written_at timestamptz not null
);

-- Names that a shoulder must not give out by itself.
create table held_names (
  name text primary key,
  shoulder_id uuid not null references shoulders,
  reason text,
  held_at timestamptz not null
);
create index held_names_by_shoulder on held_names (shoulder_id, name);

-- Names that were given back before anyone announced them, and that an administrator lets out again: served first,
-- in the order of `due_at`.
create table queued_names (
  name text primary key references pids,
  shoulder_id uuid not null references shoulders,
  due_at timestamptz not null
);
create index queued_names_by_shoulder on queued_names (shoulder_id, due_at, name);

-- Blocks: identifiers reserved together. The block's event is the first of each of its identifiers' history.
create table blocks (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  shoulder_id uuid not null references shoulders,
  owner_id uuid references accounts,
  title text,
  count integer not null check (count > 0),
  created_at timestamptz not null,
  expires_at timestamptz,
  reminded_at timestamptz
);
create index blocks_by_owner on blocks (owner_id, created_at, id);
create index blocks_expiring on blocks (expires_at) where expires_at is not null;

-- `released`: reserved once and given back before anyone announced it. Only such a name can be given out again.
alter table pids drop constraint pids_state_check;
alter table pids
  add constraint pids_state_check check (state in ('reserved', 'registered', 'public', 'withdrawn', 'released')),
  add column block_id uuid,
  add column expires_at timestamptz,
  -- The order of creation. Keys that end with it grow at their end only, which is what makes giving out many at once
  -- cheap, and page through identifiers of the same moment.
  add column seq bigint generated always as identity;

-- Names are compared byte by byte everywhere, whatever the language of the database.
drop trigger pids_are_never_renamed on pids;
alter table queued_names drop constraint queued_names_name_fkey;
alter table registrations drop constraint registrations_pid_fkey;
alter table resolutions drop constraint resolutions_pid_fkey;
alter table pids alter column pid type text collate "C";
alter table registrations alter column pid type text collate "C";
alter table resolutions alter column pid type text collate "C";
alter table held_names alter column name type text collate "C";
alter table queued_names alter column name type text collate "C";
alter table queued_names add constraint queued_names_name_fkey foreign key (name) references pids;
alter table registrations add constraint registrations_pid_fkey foreign key (pid) references pids;
alter table resolutions add constraint resolutions_pid_fkey foreign key (pid) references pids;
create trigger pids_are_never_renamed before update on pids for each row
  when (old.pid is distinct from new.pid or old.type is distinct from new.type) execute function refuse_pid_loss();

drop index pids_by_creation;
drop index pids_by_update;
drop index pids_by_owner;
create index pids_by_organisation on pids (organisation_id, seq);
create index pids_by_update on pids (organisation_id, updated_at, seq);
create index pids_by_owner on pids (owner_id, seq);
create index pids_by_shoulder on pids (shoulder_id, seq);
create index pids_by_block on pids (block_id, seq) where block_id is not null;
create index pids_expiring on pids (expires_at, seq) where state = 'reserved' and expires_at is not null;

-- What an identifier refers to is checked once a statement instead of once a row, which takes a third off the time of
-- giving out many at once. It is as safe: what is referred to is never deleted, and refused below if anyone tries.
alter table pids
  drop constraint pids_organisation_id_fkey,
  drop constraint pids_shoulder_id_fkey,
  drop constraint pids_owner_id_fkey;
create function check_pid_references() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct shoulder_id, organisation_id from added) as each
    where not exists (
      select from shoulders where shoulders.id = each.shoulder_id and shoulders.organisation_id = each.organisation_id
    )
  ) or exists (
    select from (select distinct owner_id from added where owner_id is not null) as each
    where not exists (select from accounts where accounts.id = each.owner_id)
  ) or exists (
    select from (select distinct block_id from added where block_id is not null) as each
    where not exists (select from blocks where blocks.id = each.block_id)
  ) then
    raise exception 'an identifier refers to a shoulder, account or block that is not there' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger pids_refer_to_what_is_there after insert on pids
  referencing new table as added for each statement execute function check_pid_references();
create function check_changed_pid_references() returns trigger language plpgsql as $$
begin
  if new.shoulder_id is distinct from old.shoulder_id or new.organisation_id is distinct from old.organisation_id then
    raise exception 'an identifier stays under its shoulder' using errcode = 'integrity_constraint_violation';
  end if;
  if new.owner_id is not null and not exists (select from accounts where accounts.id = new.owner_id)
    or new.block_id is not null and not exists (select from blocks where blocks.id = new.block_id) then
    raise exception 'an identifier refers to an account or block that is not there' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
create trigger pids_still_refer_to_what_is_there before update on pids for each row
  when ((old.shoulder_id, old.organisation_id, old.owner_id, old.block_id)
    is distinct from (new.shoulder_id, new.organisation_id, new.owner_id, new.block_id))
  execute function check_changed_pid_references();

create function refuse_loss_of_referred() returns trigger language plpgsql as $$
begin
  raise exception 'identifiers may refer to this; it is never deleted' using errcode = 'integrity_constraint_violation';
end $$;
create trigger shoulders_are_never_deleted before delete or truncate on shoulders execute function refuse_loss_of_referred();
create trigger accounts_are_never_deleted before delete or truncate on accounts execute function refuse_loss_of_referred();
create trigger blocks_are_never_deleted before delete or truncate on blocks execute function refuse_loss_of_referred();
create trigger shoulders_keep_their_organisation before update of id, organisation_id on shoulders for each row
  when (old.id is distinct from new.id or old.organisation_id is distinct from new.organisation_id)
  execute function refuse_loss_of_referred();

-- What the resolver says of names that it does not know, and adds to those that it knows: one row for each shoulder.
-- With the template it can tell a mistyped name from one that was not given out.
create table shoulder_resolutions (
  type text not null,
  prefix text not null,
  shoulder text not null,
  template text,
  organisation text not null,
  title text,
  persistence text,
  open boolean not null,
  updated_at timestamptz not null,
  primary key (type, prefix, shoulder)
);
insert into shoulder_resolutions (type, prefix, shoulder, template, organisation, open, updated_at)
  select shoulders.type, prefix, shoulder, template, organisations.name, open, shoulders.created_at
  from shoulders join organisations on organisations.id = shoulders.organisation_id;

-- Notices: what a person is told. One row for each thing told to each person; `told_once` keeps a repeat from
-- telling it again.
create table notices (
  id uuid primary key,
  account_id uuid not null references accounts,
  kind text not null,
  title text not null,
  body text not null,
  link text,
  told_once text,
  created_at timestamptz not null,
  read_at timestamptz,
  mail_state text not null check (mail_state in ('none', 'pending', 'sent', 'refused')),
  mail_attempts integer not null default 0,
  next_mail_at timestamptz,
  mail_answer text,
  check ((mail_state = 'pending') = (next_mail_at is not null))
);
create unique index notices_told_once on notices (account_id, told_once) where told_once is not null;
create index notices_by_account on notices (account_id, created_at, id);
create index notices_to_mail on notices (next_mail_at) where mail_state = 'pending';
