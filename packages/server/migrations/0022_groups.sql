-- Groups of people that folders and files are shared with. Members and curators of an organisation are groups without a row.
create table groups (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  name text not null,
  title text,
  version integer not null default 1,
  created_at timestamptz not null,
  unique (organisation_id, name)
);
create table group_members (
  group_id uuid not null references groups on delete cascade,
  account_id uuid not null references accounts,
  added_at timestamptz not null,
  primary key (group_id, account_id)
);
create index group_members_by_account on group_members (account_id);
