-- What an organisation says about one person: an affiliation, a funding, a peer review, a name … for their record.
create table orcid_entries (
  id uuid primary key,
  seq bigint generated always as identity,
  organisation_id uuid not null references organisations,
  -- The registry whose record it is for.
  environment text not null check (environment in ('production', 'sandbox', 'stand-in')),
  -- ORCID's section, singular.
  kind text not null,
  -- The organisation's own key of it, by which it is found again.
  local_id text not null,
  -- Whom it is about: one of the two.
  orcid text,
  email text,
  -- The connection through which it is written; null: it waits until the person has connected.
  connection_id uuid references orcid_connections,
  -- What people read in lists.
  title text not null,
  -- ORCID's JSON without put code and visibility.
  item jsonb not null,
  -- Of a peer review: what its group is made with where the registry has none.
  group_record jsonb,
  -- The batch that wrote it last.
  batch_id uuid,
  -- Somebody took it back: it should not be on the record.
  deleted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (organisation_id, environment, kind, local_id),
  check ((orcid is null) <> (email is null))
);
create index orcid_entries_in_order on orcid_entries (organisation_id, seq);
create index orcid_entries_waiting on orcid_entries (environment, organisation_id, orcid)
  where connection_id is null and deleted_at is null;
create index orcid_entries_by_email on orcid_entries (organisation_id, email) where email is not null;
create index orcid_entries_by_connection on orcid_entries (connection_id, seq);

-- Groups of peer reviews that a registry is known to have.
create table orcid_groups (
  id uuid primary key,
  seq bigint generated always as identity,
  orcid_client_id uuid not null references orcid_clients,
  group_id text not null,
  name text not null,
  description text,
  type text not null,
  put_code bigint not null,
  created_at timestamptz not null
);
-- ORCID compares ids of groups without regard to case.
create unique index orcid_groups_by_group_id on orcid_groups (orcid_client_id, lower(group_id));
create index orcid_groups_in_order on orcid_groups (orcid_client_id, seq);

-- An upload of entries.
create table orcid_batches (
  id uuid primary key,
  seq bigint generated always as identity,
  organisation_id uuid not null references organisations,
  environment text not null check (environment in ('production', 'sandbox', 'stand-in')),
  kind text not null,
  format text not null check (format in ('csv', 'ndjson', 'json')),
  dry_run boolean not null,
  state text not null check (state in ('waiting', 'running', 'cancelling', 'done', 'cancelled', 'failed')),
  -- Who uploaded it, as its events name them.
  actor jsonb not null,
  -- What the file was called, if anybody said.
  file_name text,
  bytes integer not null,
  rows_total integer not null,
  rows_done integer not null default 0,
  rows_ok integer not null default 0,
  rows_refused integer not null default 0,
  rows_skipped integer not null default 0,
  attempts integer not null default 0,
  claimed_by uuid,
  claimed_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  -- When its rows were deleted.
  cleared_at timestamptz
);
create index orcid_batches_in_order on orcid_batches (organisation_id, seq);
create index orcid_batches_open on orcid_batches (seq) where finished_at is null;

create table orcid_batch_rows (
  batch_id uuid not null references orcid_batches on delete cascade,
  number integer not null,
  -- The line in which it begins.
  line integer not null,
  -- As it came: JSON text, since jsonb holds no NUL. Null: it could not be read at all.
  cells text,
  local_id text,
  -- What became of it; null: nothing yet.
  outcome text check (outcome in ('created', 'updated', 'unchanged', 'refused', 'skipped')),
  problems jsonb not null default '[]',
  entry_id uuid references orcid_entries,
  -- In a dry run: whether the person has connected.
  waits boolean,
  primary key (batch_id, number)
);
create index orcid_batch_rows_by_entry on orcid_batch_rows (entry_id);
