-- A pipeline of a request, once planned: on whose behalf it runs. Their rights are read again with each step.
create table request_runs (
  request_id uuid not null references requests,
  run integer not null,
  -- Who set it going, or resumed it last.
  actor jsonb not null,
  -- Null: the operator's token, or a program.
  account_id uuid references accounts,
  -- What their request was allowed to ask for.
  scopes text[] not null,
  started_at timestamptz not null,
  primary key (request_id, run)
);

-- Which worker has the claim: one that comes back after its claim ran out changes nothing.
alter table request_steps add column claimed_by uuid;
-- For each registrar's refusal of credentials that is tried again, one; there are fewer of these.
alter table request_steps add column refusals integer not null default 0;
