-- People who were asked by mail to connect their ORCID record with an organisation. The row goes, and the address with it,
-- some time after the invitation has ended; its history stays, without the address.
create table orcid_invitations (
  id uuid primary key,
  seq bigint generated always as identity,
  organisation_id uuid not null references organisations,
  name text not null,
  address text not null,
  -- SHA-256 of organisation and mailbox: invitations to one mailbox are one.
  mailbox_hash bytea not null,
  language text not null,
  -- The iD that some description names for the person; nobody has proved that it is theirs.
  hinted_orcid text,
  -- Items that name the person.
  item_ids uuid[] not null default '{}',
  -- queued: no mail has gone out yet · failed: the mail server will never take it
  state text not null check (state in
    ('queued', 'sent', 'accepted', 'declined', 'expired', 'unsubscribed', 'failed', 'withdrawn')),
  -- What the mail server said, where that matters to people.
  detail text,
  -- Hash of the link's token, and of the one before the key of this service was replaced.
  token_hash bytea,
  earlier_token_hash bytea,
  mails integer not null default 0,
  last_mail_at timestamptz,
  -- When the next mail is due, the first or a reminder; it is its own alarm clock. Null: none.
  next_mail_at timestamptz,
  attempts integer not null default 0,
  -- There is no mail server: administrators read here what would have been sent.
  caught boolean not null default false,
  expires_at timestamptz not null,
  ended_at timestamptz,
  connection_id uuid references orcid_connections,
  -- The iD that the person signed in with.
  orcid text,
  invited_by jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index orcid_invitations_open on orcid_invitations (organisation_id, mailbox_hash)
  where state in ('queued', 'sent');
create index orcid_invitations_due on orcid_invitations (next_mail_at) where state in ('queued', 'sent');
create index orcid_invitations_in_order on orcid_invitations (organisation_id, seq);
create index orcid_invitations_by_address on orcid_invitations (organisation_id, lower(address));
create index orcid_invitations_by_hint on orcid_invitations (organisation_id, hinted_orcid)
  where state in ('queued', 'sent');
create index orcid_invitations_ended on orcid_invitations (ended_at) where ended_at is not null;

-- Mailboxes that an organisation never writes to again, because their owners said so. A digest without a key, since it must
-- outlive every key of this service; it holds no address.
create table orcid_unsubscribed (
  organisation_id uuid not null references organisations,
  mailbox_hash bytea not null,
  at timestamptz not null,
  primary key (organisation_id, mailbox_hash)
);
