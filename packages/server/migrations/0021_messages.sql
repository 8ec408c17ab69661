-- Notices of requests: mailed as text and as HTML, and answered to whoever acted, where they allow it. `caught`: there was
-- no mail server, and administrators of the organisation read the mail in the service.
alter table notices
  add column organisation_id uuid references organisations,
  add column html text,
  add column reply_to_account_id uuid references accounts,
  drop constraint notices_mail_state_check,
  add constraint notices_mail_state_check
    check (mail_state in ('none', 'pending', 'sent', 'refused', 'caught')),
  add constraint notices_caught_of_organisation check (mail_state <> 'caught' or organisation_id is not null);
create index notices_caught on notices (organisation_id, created_at, id) where mail_state = 'caught';
create index notices_with_html on notices (created_at) where html is not null;

-- Whether answers to mails about what a person did may come to their address: their mails tell it to others.
alter table mail_addresses add column takes_replies boolean not null default false;

-- Where mails for the curators of an organisation go, such as a shared mailbox.
create table curation_settings (
  organisation_id uuid primary key references organisations,
  address text check (length(address) <= 254),
  version integer not null default 1,
  updated_at timestamptz not null
);

-- Mails to that address: one for each occasion, written with what they tell of.
create table messages (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  -- Null: caught while the organisation had settled none.
  address text,
  told_once text not null,
  subject text not null,
  body text not null,
  html text not null,
  link text,
  created_at timestamptz not null,
  state text not null check (state in ('pending', 'sent', 'refused', 'caught')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  answer text,
  check ((state = 'pending') = (next_attempt_at is not null)),
  check (address is not null or state = 'caught'),
  unique (organisation_id, told_once)
);
create index messages_due on messages (next_attempt_at) where state = 'pending';
create index messages_by_organisation on messages (organisation_id, created_at, id);
create index messages_by_age on messages (created_at);
