-- Credentials at a registry: an organisation's own, one for each registry that it uses.
create table orcid_clients (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  environment text not null check (environment in ('production', 'sandbox', 'stand-in')),
  -- Which record API the credentials are for: the public one reads, the member one writes too.
  api text not null check (api in ('public', 'member')),
  -- ORCID's name of it, such as APP-0000000000000001.
  client_id text not null,
  secret text not null,
  -- Whether the environment variables gave it; then it changes there alone.
  from_environment boolean not null default false,
  -- Whether people are asked for more than their works and affiliations: links, keywords, other names, identifiers.
  asks_for_person boolean not null default false,
  requests_per_second integer not null check (requests_per_second between 1 and 24),
  -- What the last test of the connection found, check by check; null: never tested as it is.
  tested jsonb,
  tested_at timestamptz,
  -- What ORCID said when it refused the client itself (wrong secret, 9057); nothing is sent until somebody mends it.
  refused_detail text,
  refused_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (organisation_id, environment)
);

-- A person's permission to one organisation's client. It outlives its tokens: an iD that was authenticated once stays so.
create table orcid_connections (
  id uuid primary key,
  seq bigint generated always as identity,
  organisation_id uuid not null references organisations,
  orcid_client_id uuid not null references orcid_clients,
  environment text not null check (environment in ('production', 'sandbox', 'stand-in')),
  orcid text not null,
  name text,
  account_id uuid references accounts,
  -- connected: there is a permission · revoked: the person took it back at ORCID · disconnected: the person took it back
  -- here · expired: it ran out · imported: from another system, and the person has not signed in here · erased
  state text not null check (state in ('connected', 'revoked', 'disconnected', 'expired', 'imported', 'erased')),
  -- What the registry says of the record itself.
  record_state text not null default 'active'
    check (record_state in ('active', 'locked', 'deactivated', 'unclaimed', 'merged')),
  -- The iD that the record was merged into.
  merged_into text,
  -- When the registry is asked again whether the record is active; null: it is.
  recheck_at timestamptz,
  -- How the person wants their record kept: written by itself, after asking, or never.
  preference text not null default 'automatic' check (preference in ('automatic', 'ask', 'never')),
  language text,
  connected_at timestamptz,
  ended_at timestamptz,
  ended_detail text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (orcid_client_id, orcid)
);
create index orcid_connections_by_account on orcid_connections (account_id);
create index orcid_connections_by_orcid on orcid_connections (environment, orcid);
create index orcid_connections_in_order on orcid_connections (organisation_id, seq);
create index orcid_connections_to_recheck on orcid_connections (recheck_at) where recheck_at is not null;

-- Connections under way, as sign_ins are.
create table orcid_connects (
  state_hash bytea primary key,
  browser_hash bytea not null,
  orcid_client_id uuid not null references orcid_clients,
  -- Who began; null where somebody follows an invitation without having signed in.
  account_id uuid references accounts,
  invitation_id uuid,
  scope text not null,
  sealed text not null,
  return_to text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index orcid_connects_by_expiry on orcid_connects (expires_at);

-- The ledger of tokens now also holds those of connections; sign-in's own have none.
alter table grants
  alter column account_id drop not null,
  -- Which of two is newer, whatever the clock said.
  add column seq bigint generated always as identity,
  add column connection_id uuid references orcid_connections,
  -- The grant that this one was refreshed from.
  add column refreshed_from uuid references grants,
  -- Level-triggered: somebody wants it revoked; `revoked_at` says that ORCID did it.
  add column revoke_wanted_at timestamptz,
  add column revoke_attempts integer not null default 0,
  add column revoke_next_at timestamptz,
  -- The registry does not take it any more.
  add column refused_at timestamptz,
  add column refused_detail text;
create index grants_by_connection on grants (connection_id, seq);
create index grants_by_client on grants (orcid_environment, client_id, orcid);
create index grants_to_revoke on grants (revoke_next_at) where revoke_wanted_at is not null and revoked_at is null;

-- What one record should hold of one thing of ours, against what the registry acknowledged.
create table orcid_deposits (
  id uuid primary key,
  seq bigint generated always as identity,
  organisation_id uuid not null references organisations,
  connection_id uuid not null references orcid_connections,
  -- The connection's, which never changes: the queue of one client is found without looking at its connections.
  orcid_client_id uuid not null references orcid_clients,
  -- ORCID's section, singular: work, employment, funding, peer-review, researcher-url …
  kind text not null,
  -- What of ours it is: an item that has no work, a work with its versions, or an entry.
  thing_type text not null check (thing_type in ('item', 'work', 'entry')),
  thing_id uuid not null,
  -- What people read in lists.
  title text not null,
  -- ORCID's JSON without put code and visibility; null: it should not be there.
  wanted jsonb,
  wanted_hash text not null,
  acknowledged jsonb,
  acknowledged_hash text,
  acknowledged_at timestamptz,
  put_code bigint,
  -- Of a peer review: what its group is called at ORCID.
  group_id text,
  state text not null check (state in ('due', 'asking', 'held', 'acknowledged', 'refused', 'deleted-by-user', 'removed')),
  -- What the person said of it: that it may be there, or that it should not. Null: nothing yet.
  consent text check (consent in ('given', 'declined')),
  -- A word for the reason of held and refused, such as scope-missing, locked, preference; and a sentence for people.
  reason text,
  detail text,
  problems jsonb not null default '[]',
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  claim uuid,
  claimed_until timestamptz,
  -- Set before each POST and cleared with its answer: an answer that was lost may have made an item.
  posted_at timestamptz,
  -- What that POST said: it may be there though something else, or nothing, is wanted by now.
  posted jsonb,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (connection_id, thing_type, thing_id, kind)
);
create index orcid_deposits_due on orcid_deposits (orcid_client_id, next_attempt_at, seq) where state = 'due';
-- What goes on once an organisation has credentials for the member API.
create index orcid_deposits_read_only on orcid_deposits (orcid_client_id) where state = 'held' and reason = 'read-only';
create index orcid_deposits_claimed on orcid_deposits (connection_id) where claimed_until is not null;
create index orcid_deposits_by_thing on orcid_deposits (thing_type, thing_id);
create index orcid_deposits_in_order on orcid_deposits (organisation_id, seq);
create index orcid_deposits_by_connection on orcid_deposits (connection_id, seq);
create unique index orcid_deposits_by_put_code on orcid_deposits (connection_id, kind, put_code) where put_code is not null;

-- When each client may call the record API next: one row for all processes.
create table orcid_paces (
  orcid_client_id uuid primary key references orcid_clients,
  next_at timestamptz not null,
  -- ORCID asked for silence until then.
  blocked_until timestamptz,
  -- When it had its turn last, so that a long queue of one organisation keeps no other waiting.
  served_at timestamptz not null
);

-- Items that changed since the works of their creators were looked at.
create table orcid_item_changes (
  item_id uuid primary key references items,
  at timestamptz not null
);
create index orcid_item_changes_in_order on orcid_item_changes (at, item_id);

-- Connections whose person's published items have not all been looked at: those after a place in the order of items have not.
create table orcid_catch_ups (
  connection_id uuid primary key references orcid_connections,
  after_item_seq bigint not null,
  at timestamptz not null
);

-- Published items by the identifiers of the people and organisations that they name.
create index items_by_named on items
  using gin (jsonb_path_query_array(metadata, '$.*[*].nameIdentifiers[*].nameIdentifier') jsonb_path_ops)
  where state in ('archived', 'withdrawn');

-- What a client's calls are about, so that a log can be searched by person and organisation.
alter table interactions
  add column organisation_id uuid,
  add column orcid_client_id uuid,
  add column thing_type text,
  add column thing_id uuid;
create index interactions_by_organisation on interactions (organisation_id, at) where organisation_id is not null;
