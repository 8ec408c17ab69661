create table organisations (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  created_at timestamptz not null
);

create table accounts (
  id uuid primary key,
  orcid_environment text not null check (orcid_environment in ('production', 'sandbox', 'stand-in')),
  orcid text not null,
  name text,
  operator boolean not null default false,
  created_at timestamptz not null,
  last_signed_in_at timestamptz not null,
  unique (orcid_environment, orcid)
);

-- A membership is given to an iD, so that a colleague can be added before their first sign-in.
create table memberships (
  organisation_id uuid not null references organisations,
  orcid_environment text not null check (orcid_environment in ('production', 'sandbox', 'stand-in')),
  orcid text not null,
  role text not null check (role in ('member', 'curator', 'admin')),
  created_at timestamptz not null,
  primary key (organisation_id, orcid_environment, orcid)
);
create index memberships_by_orcid on memberships (orcid_environment, orcid);

-- Sign-ins under way. `sealed` holds nonce and code verifier, encrypted; the state is kept as a hash.
create table sign_ins (
  state_hash bytea primary key,
  browser_hash bytea not null,
  orcid_environment text not null,
  sealed text not null,
  return_to text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_ins_by_expiry on sign_ins (expires_at);

create table sessions (
  id uuid primary key,
  account_id uuid not null references accounts,
  secret_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index sessions_by_account on sessions (account_id);

create table access_tokens (
  id uuid primary key,
  account_id uuid not null references accounts,
  name text not null,
  secret_hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index access_tokens_by_account on access_tokens (account_id, created_at);

-- Grants: the ledger of tokens that ORCID gave us. Token columns are AES-256-GCM with a key id;
-- `access_token_mac` is an HMAC for look-ups that must not decrypt.
create table grants (
  id uuid primary key,
  account_id uuid not null references accounts,
  organisation_id uuid not null references organisations,
  orcid_environment text not null,
  client_id text not null,
  orcid text not null,
  name text,
  token_type text not null,
  scope text not null,
  access_token text not null,
  access_token_mac bytea not null,
  refresh_token text,
  id_token text,
  expires_in bigint,
  issued_at timestamptz not null,
  expires_at timestamptz,
  other_members jsonb not null,
  revoked_at timestamptz
);
create index grants_by_account on grants (account_id, issued_at);
create unique index grants_by_token on grants (access_token_mac);
