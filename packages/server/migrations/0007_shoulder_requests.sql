-- Wishes for a shoulder: what a member asked for, and what became of it.
create table shoulder_requests (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  requester_id uuid not null references accounts,
  type text not null check (type in ('doi', 'igsn', 'ark', 'handle')),
  prefix text,
  shoulder text,
  template text,
  purpose text not null,
  state text not null check (state in ('open', 'granted', 'refused', 'cancelled')),
  -- Why it was refused.
  reason text,
  shoulder_id uuid references shoulders,
  -- Who granted or refused it; null while nobody did, and where it was the operator's token.
  decided_by uuid references accounts,
  decided_at timestamptz,
  created_at timestamptz not null,
  check ((state = 'granted') = (shoulder_id is not null)),
  check ((state = 'refused') = (reason is not null)),
  check ((state = 'open') = (decided_at is null))
);
create index shoulder_requests_by_requester on shoulder_requests (requester_id, created_at, id);
create index shoulder_requests_by_organisation on shoulder_requests (organisation_id, created_at, id);

create index notices_unread on notices (account_id) where read_at is null;

-- Where people want notices mailed to: only addresses whose owners have followed the link that was mailed there.
create table mail_addresses (
  account_id uuid primary key references accounts,
  address text not null,
  confirmed_at timestamptz not null
);

-- Mails that ask whether an address is the person's. What makes the link is not kept: it is computed from the row and
-- SECRET_KEY. `mailbox` is the address without what a mailbox's owner may add at will, to count mails to one mailbox.
create table mail_confirmations (
  id uuid primary key,
  account_id uuid not null references accounts,
  address text not null,
  mailbox text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  mail_state text not null check (mail_state in ('none', 'pending', 'sent', 'refused')),
  mail_attempts integer not null default 0,
  next_mail_at timestamptz,
  mail_answer text,
  check ((mail_state = 'pending') = (next_mail_at is not null))
);
create index mail_confirmations_by_account on mail_confirmations (account_id, created_at);
create index mail_confirmations_by_mailbox on mail_confirmations (mailbox, created_at);
create index mail_confirmations_to_mail on mail_confirmations (next_mail_at) where mail_state = 'pending';
