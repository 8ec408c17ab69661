-- What was read of a record, and when it is read next. The row is its own alarm clock.
create table orcid_readings (
  connection_id uuid primary key references orcid_connections,
  -- When it is read next; null: it is not, as without a permission.
  due_at timestamptz,
  -- Asked for so often: what is asked while a reading is under way is not answered by it.
  asked integer not null default 0,
  read_at timestamptz,
  attempts integer not null default 0,
  claim uuid,
  claimed_until timestamptz,
  -- ORCID's time of the record's last change, and a digest of what we held then: where both are as they were, there is
  -- nothing to compare.
  record_modified_at timestamptz,
  compared text,
  -- What forms are filled in from, as far as the permission went; null: never read, or the permission has ended.
  profile jsonb,
  -- Why the last reading came to nothing, in a sentence; null: it did not.
  detail text
);
create index orcid_readings_due on orcid_readings (due_at) where due_at is not null;

-- What a record and we say otherwise, or only one of the two.
create table orcid_differences (
  id uuid primary key,
  seq bigint generated always as identity,
  organisation_id uuid not null references organisations,
  connection_id uuid not null references orcid_connections,
  -- What it is about, so that it is the same one at the next reading.
  key text not null,
  sort text not null check (sort in ('changed-there', 'not-there', 'not-here')),
  -- ORCID's section, singular.
  kind text not null,
  title text not null,
  deposit_id uuid references orcid_deposits on delete cascade,
  put_code bigint,
  -- Who put it on the record, as ORCID names them.
  source text,
  -- What each side says, in the order in which it is shown: [[name, text], …]; null: that side has nothing.
  there jsonb,
  here jsonb,
  -- ORCID's JSON of it, where an entry of ours can take it over.
  there_item jsonb,
  -- What was published here under the same identifier.
  item_id uuid references items,
  -- A digest of both sides: what was ignored comes back only when it changes.
  content_hash text not null,
  -- settled: it is no difference any more.
  state text not null check (state in ('open', 'accepted', 'ignored', 'settled')),
  decided_by uuid references accounts,
  decided_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (connection_id, key)
);
create index orcid_differences_in_order on orcid_differences (organisation_id, seq);
create index orcid_differences_by_connection on orcid_differences (connection_id, seq);

-- Level-triggered: ORCID should call this path when a record changes, or, once unwanted, should not any more; then the row
-- goes with ORCID's word for it.
create table orcid_webhooks (
  connection_id uuid primary key references orcid_connections,
  orcid_client_id uuid not null references orcid_clients,
  -- The path cannot be guessed; its digest finds the row, the sealed address is told to ORCID.
  path_hash bytea not null unique,
  sealed text not null,
  wanted boolean not null,
  registered_at timestamptz,
  -- When ORCID is asked next; null: it has it as wanted.
  next_attempt_at timestamptz,
  attempts integer not null default 0,
  detail text,
  created_at timestamptz not null
);
create index orcid_webhooks_due on orcid_webhooks (orcid_client_id, next_attempt_at) where next_attempt_at is not null;
