-- Keys of organisations: credentials of machines that act for an organisation and for no person. Only the hash is kept.
create table organisation_keys (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  name text not null,
  secret_hash bytea not null unique,
  -- Who made it; null: the operator's token.
  created_by uuid references accounts,
  created_at timestamptz not null,
  -- Null: until it is revoked.
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index organisation_keys_by_organisation on organisation_keys (organisation_id, created_at, id);

-- Verified roles with regard to one organisation's restricted links. Like a membership, one is given to an iD, so that
-- an auditor can be named before their first sign-in.
create table access_roles (
  organisation_id uuid not null references organisations,
  orcid_environment text not null check (orcid_environment in ('production', 'sandbox', 'stand-in')),
  orcid text collate "C" not null,
  role text collate "C" not null check (role ~ '^[A-Za-z][A-Za-z0-9._-]{0,63}$'),
  created_at timestamptz not null,
  primary key (organisation_id, orcid_environment, orcid, role)
);
create index access_roles_by_orcid on access_roles (orcid_environment, orcid);
