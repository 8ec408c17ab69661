-- How long an organisation keeps its calls to ORCID; without a row they are kept as long as all others.
create table orcid_log_settings (
  organisation_id uuid primary key references organisations,
  kept_days integer not null check (kept_days between 7 and 3650),
  updated_at timestamptz not null
);

-- Searches of an organisation's log by person, and by thing.
create index interactions_by_person on interactions (organisation_id, subject, at) where organisation_id is not null;
create index interactions_by_thing on interactions (thing_id, at) where thing_id is not null;

-- Exports with tokens, encrypted before they are written here, until they are taken or ten minutes are over.
create table orcid_exports (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  -- Who made it; nobody else may take it.
  account_id uuid not null references accounts,
  reason text not null,
  connections integer not null,
  -- Null once it was taken or too old.
  encrypted bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  taken_at timestamptz
);
create index orcid_exports_by_organisation on orcid_exports (organisation_id, created_at);
create index orcid_exports_by_expiry on orcid_exports (expires_at) where encrypted is not null;

-- People whose data an organisation deletes. The row stays as the tombstone: it knows the iD by a digest alone.
create table orcid_erasures (
  id uuid primary key,
  seq bigint generated always as identity,
  organisation_id uuid not null references organisations,
  -- Null: the person had never connected.
  connection_id uuid references orcid_connections,
  -- HMAC-SHA-256 of registry and iD; null: they were known by an address alone.
  orcid_mac bytea,
  -- Whether our items are to leave the record before the permission is given up.
  removes_items boolean not null,
  reason text not null,
  -- removing: our items · revoking: the tokens, which ORCID must confirm · done: nothing of the person is left
  state text not null check (state in ('removing', 'revoking', 'done')),
  -- Why it has not gone on; shown until it does.
  detail text,
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  unique (connection_id)
);
create index orcid_erasures_due on orcid_erasures (next_attempt_at) where state <> 'done';
create index orcid_erasures_in_order on orcid_erasures (organisation_id, seq);
create index orcid_erasures_by_mac on orcid_erasures (organisation_id, orcid_mac);

-- Items that another system had put on a record with the same credentials: each becomes that of a thing of ours, and its row
-- goes then.
create table orcid_imported_items (
  connection_id uuid not null references orcid_connections,
  kind text not null,
  put_code bigint not null,
  -- What the other system called it.
  local_id text,
  primary key (connection_id, kind, put_code)
);
create index orcid_imported_items_by_local_id on orcid_imported_items (connection_id, kind, local_id);
