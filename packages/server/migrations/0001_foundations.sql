-- Events: the history of everything, written in the transaction of the change it tells of.
create table events (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  subject_type text not null,
  subject_id text not null,
  action text not null,
  actor jsonb not null,
  before jsonb,
  after jsonb,
  reason text
);
create index events_by_subject on events (subject_type, subject_id, id);

-- Interactions: each call to an outside system, redacted before it is written.
create table interactions (
  id uuid primary key,
  at timestamptz not null,
  outside text not null,
  subject text,
  method text not null,
  url text not null,
  request_headers jsonb not null,
  request_body text,
  status integer,
  response_headers jsonb,
  response_body text,
  error text,
  duration_ms integer not null
);
create index interactions_by_time on interactions (at);
create index interactions_by_subject on interactions (subject, at);

-- Rate budgets: one token bucket for each outside credential, shared by all processes.
create table rate_budgets (
  name text primary key,
  tokens double precision not null,
  refilled_at timestamptz not null,
  blocked_until timestamptz
);

-- Idempotency keys: the answer given to a write, kept so that its repeat gets the same one.
create table idempotency_keys (
  actor text not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  headers jsonb not null,
  body jsonb not null,
  created_at timestamptz not null,
  primary key (actor, key)
);
create index idempotency_keys_by_time on idempotency_keys (created_at);

-- Instance: the public address that this database speaks for. A copy started elsewhere differs from it.
create table instance (
  only_row boolean primary key default true check (only_row),
  public_url text not null,
  confirmed_at timestamptz not null
);
