-- Tokens that ORCID gave and nobody keeps, such as with an id_token that proves nothing, or of somebody who was erased meanwhile.
-- ORCID is asked to revoke them until it has; then the row goes. It does not say whose they are.
create table discarded_tokens (
  id uuid primary key,
  seq bigint generated always as identity,
  organisation_id uuid not null references organisations,
  orcid_environment text not null,
  client_id text not null,
  access_token text not null,
  revoke_attempts integer not null default 0,
  revoke_next_at timestamptz not null,
  revoke_detail text,
  created_at timestamptz not null
);
create index discarded_tokens_due on discarded_tokens (organisation_id, orcid_environment, client_id, revoke_next_at);

alter table grants
  -- Why ORCID has not revoked it yet, in a sentence; null: it was not asked, or did.
  add column revoke_detail text,
  -- Not renewed before then: the last time it did not succeed, and the token still works.
  add column renew_after timestamptz;
