-- Clients of our authorization server that an operator registered. The command line client is built in and has no row.
create table oauth_clients (
  id text primary key,
  name text not null,
  type text not null check (type in ('public', 'confidential')),
  redirect_uris text[] not null,
  -- SHA-256 of the secret of a confidential client.
  secret_hash bytea,
  created_at timestamptz not null,
  -- An ended client keeps its row: what people allowed it still has its name.
  ended_at timestamptz,
  check ((type = 'confidential') = (secret_hash is not null))
);

-- Authorizations: what a person allowed a client, once. Ending one ends every token that came of it.
create table authorizations (
  id uuid primary key,
  account_id uuid not null references accounts,
  client_id text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index authorizations_by_account on authorizations (account_id, created_at, id);
create index authorizations_by_expiry on authorizations (expires_at);

-- Artifacts: codes, tokens, device codes and authorization requests under way. Each is found by the SHA-256 of the
-- value that its holder shows; the value itself is kept nowhere. `sealed` is what belongs to it, encrypted.
create table oauth_artifacts (
  kind text not null check (kind in ('AccessToken', 'RefreshToken', 'AuthorizationCode', 'DeviceCode', 'Interaction')),
  value_hash bytea not null,
  authorization_id uuid references authorizations on delete cascade,
  user_code_hash bytea,
  scopes text[] not null,
  sealed text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  -- When the device last asked, so that one that asks too often can be told.
  polled_at timestamptz,
  primary key (kind, value_hash)
);
create index oauth_artifacts_by_authorization on oauth_artifacts (authorization_id) where authorization_id is not null;
create unique index oauth_artifacts_by_user_code on oauth_artifacts (user_code_hash) where user_code_hash is not null;
create index oauth_artifacts_by_expiry on oauth_artifacts (expires_at);

-- Wrong user codes that a person typed: after some, no more are tried for a while, at whichever process they ask.
create table wrong_user_codes (
  id uuid primary key,
  account_id uuid not null references accounts,
  at timestamptz not null
);
create index wrong_user_codes_by_account on wrong_user_codes (account_id, at);
create index wrong_user_codes_by_time on wrong_user_codes (at);
