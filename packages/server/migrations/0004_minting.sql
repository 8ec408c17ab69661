-- Shoulders get an owner's settings: what they are for, where their names lead by default, who may mint, how many.
alter table shoulders
  add column title text,
  add column purpose text,
  add column default_target text,
  add column persistence text,
  add column minter_roles text[] not null default '{member,curator,admin}',
  add column quota bigint check (quota >= 0),
  -- Identifiers ever given out under it; exact, since it moves in the transaction that gives them out.
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
  add column block_id uuid references blocks,
  add column expires_at timestamptz;
create index pids_by_block on pids (block_id, pid) where block_id is not null;
create index pids_expiring on pids (expires_at, pid) where state = 'reserved' and expires_at is not null;
create index pids_by_shoulder on pids (shoulder_id, state);

-- What the resolver says of names that it does not know, and adds to those that it knows: one row for each shoulder.
create table shoulder_resolutions (
  type text not null,
  prefix text not null,
  shoulder text not null,
  organisation text not null,
  title text,
  persistence text,
  open boolean not null,
  updated_at timestamptz not null,
  primary key (type, prefix, shoulder)
);
insert into shoulder_resolutions (type, prefix, shoulder, organisation, open, updated_at)
  select shoulders.type, prefix, shoulder, organisations.name, open, shoulders.created_at
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
