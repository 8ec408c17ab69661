-- Programs that log in with a name and a password, as DSpace's clients do.
create table service_accounts (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  -- What it logs in with, in lower case; often the form of a mail address.
  name text not null unique check (name = lower(name) and length(name) between 1 and 254),
  title text,
  -- Argon2id, with its salt and parameters in the PHC string format.
  password_hash text not null,
  role text not null check (role in ('member', 'curator', 'admin')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index service_accounts_by_organisation on service_accounts (organisation_id, created_at);

-- Log-ins of DSpace's clients are signed tokens. A salt for each subject is part of what signs them: a new salt ends
-- them all, as logging out does there.
create table login_salts (
  subject text primary key,
  salt bytea not null,
  changed_at timestamptz not null
);
