create table registrar_accounts (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  registrar text not null check (registrar in ('datacite')),
  url text not null,
  repository_id text not null,
  password text not null,
  requests_per_five_minutes integer not null check (requests_per_five_minutes > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (organisation_id, registrar, repository_id)
);

create table shoulders (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  type text not null check (type in ('doi', 'igsn', 'ark', 'handle')),
  prefix text not null,
  shoulder text not null,
  template text,
  registrar_account_id uuid references registrar_accounts,
  open boolean not null default true,
  counter bigint not null default 0,
  created_at timestamptz not null,
  unique (type, prefix, shoulder)
);

create table pids (
  pid text primary key,
  type text not null check (type in ('doi', 'igsn', 'ark', 'handle')),
  state text not null check (state in ('reserved', 'registered', 'public', 'withdrawn')),
  organisation_id uuid not null references organisations,
  shoulder_id uuid not null references shoulders,
  owner_id uuid references accounts,
  target text,
  metadata jsonb,
  title text,
  orcids text[] not null,
  reason text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (state <> 'withdrawn' or reason is not null)
);
create index pids_by_creation on pids (organisation_id, created_at, pid);
create index pids_by_update on pids (organisation_id, updated_at, pid);
create index pids_by_owner on pids (owner_id, created_at, pid);
create index pids_by_orcid on pids using gin (orcids) where orcids <> '{}';

-- A persistent identifier is a promise: no code path, and no hand at a database prompt, may take it back.
create function refuse_pid_loss() returns trigger language plpgsql as $$
begin
  raise exception 'persistent identifiers are never deleted, renamed or reused' using errcode = 'integrity_constraint_violation';
end $$;
create trigger pids_are_never_deleted before delete on pids for each row execute function refuse_pid_loss();
create trigger pids_are_never_truncated before truncate on pids for each statement execute function refuse_pid_loss();
create trigger pids_are_never_renamed before update on pids for each row
  when (old.pid is distinct from new.pid or old.type is distinct from new.type) execute function refuse_pid_loss();

-- Registrations: what the registrar should know (wanted) against what it last acknowledged.
create table registrations (
  pid text primary key references pids,
  registrar_account_id uuid not null references registrar_accounts,
  wanted jsonb not null,
  wanted_hash text not null,
  wanted_at timestamptz not null,
  acknowledged_hash text,
  acknowledged_at timestamptz,
  state text not null check (state in ('pending', 'acknowledged', 'refused')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  claimed_until timestamptz,
  last_answer jsonb,
  check ((state = 'pending') = (next_attempt_at is not null)),
  check (state <> 'acknowledged' or acknowledged_hash = wanted_hash)
);
create index registrations_due on registrations (next_attempt_at) where state = 'pending';

-- Resolutions: one row for each identifier with everything needed to answer for it.
-- `changed` lets followers read in commit order; sequence numbers commit out of order.
create table resolutions (
  pid text primary key references pids,
  type text not null,
  state text not null,
  target text,
  document jsonb not null,
  changed xid8 not null default pg_current_xact_id(),
  updated_at timestamptz not null
);
create index resolutions_by_change on resolutions (changed);
