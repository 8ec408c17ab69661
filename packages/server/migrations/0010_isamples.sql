-- id_tokens of ORCID that sessions began with: a person may show theirs to a program, and signing out ends it.
-- Sealed; gone with its session.
create table session_id_tokens (
  digest bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  sealed text not null,
  signed_in_at timestamptz,
  expires_at timestamptz not null
);

create index session_id_tokens_by_session on session_id_tokens (session_id, expires_at);

-- id_tokens that ended before ORCID's date, by the digest of what was signed; forgotten once that date has passed.
create table ended_id_tokens (
  digest bytea primary key,
  expires_at timestamptz not null
);
create index ended_id_tokens_by_expiry on ended_id_tokens (expires_at);

-- Identifiers that stay reserved until the registrar has answered, and who is told then.
create table awaited_registrations (
  pid text collate "C" primary key references pids,
  -- What it becomes once the registrar has acknowledged it.
  state text not null check (state in ('registered', 'public')),
  account_id uuid references accounts,
  -- Whether that person is told; whoever waits for the answer of the request need not be.
  tell boolean not null,
  created_at timestamptz not null
);

-- Complete records of identifiers, of which the registrar gets an excerpt.
create table complete_records (
  pid text collate "C" primary key references pids,
  record jsonb not null,
  updated_at timestamptz not null
);

-- Identifiers whose metadata is with the registrar and their owner alone. Where the wish has none, none is sent, so
-- that what is there stays.
create table metadata_with_registrar (
  pid text collate "C" primary key references registrations
);

-- What a registrar was asked to announce is announced, whoever gives the name back here.
create function refuse_release_of_announced() returns trigger language plpgsql as $$
begin
  if exists (
    select from registrations where registrations.pid = new.pid and wanted->>'state' in ('registered', 'findable')
  ) then
    raise exception 'a name that a registrar was asked to announce is never given back'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger pids_announced_are_not_released before update on pids for each row
  when (new.state = 'released' and old.state <> 'released') execute function refuse_release_of_announced();
