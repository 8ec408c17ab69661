-- iDs of records that a registry merged into another one. Descriptions, entries and invitations go on naming them.
create table orcid_former_ids (
  organisation_id uuid not null references organisations,
  environment text not null check (environment in ('production', 'sandbox', 'stand-in')),
  orcid text not null,
  -- The connection with the record that it was merged into.
  connection_id uuid not null references orcid_connections,
  merged_at timestamptz not null,
  primary key (organisation_id, environment, orcid)
);
create index orcid_former_ids_by_connection on orcid_former_ids (connection_id);

-- iDs that the owner of an account signed in with before the registry merged them into the one they have now.
create table account_former_ids (
  orcid_environment text not null check (orcid_environment in ('production', 'sandbox', 'stand-in')),
  orcid text not null,
  account_id uuid not null references accounts,
  merged_at timestamptz not null,
  primary key (orcid_environment, orcid)
);
create index account_former_ids_by_account on account_former_ids (account_id);

create index orcid_connections_merged on orcid_connections (seq)
  where record_state = 'merged' and state <> 'erased';
