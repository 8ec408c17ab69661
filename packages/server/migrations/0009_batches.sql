-- Batches: files of rows that reserve, mint and change identifiers. A row here is its own queue: what is `waiting` or
-- `running` and not claimed is due. `rows_done` moves in the transactions that settle the rows, so that work goes on
-- after a crash exactly where it stood.
create table batches (
  id uuid primary key,
  -- Null: uploaded with the operator's token.
  owner_id uuid references accounts,
  -- What the upload was allowed to ask for; the person's roles are read again when the rows are settled.
  scopes text[] not null,
  organisation_id uuid references organisations,
  state text not null check (state in ('waiting', 'running', 'cancelling', 'done', 'refused', 'cancelled', 'failed')),
  mode text not null check (mode in ('all-or-nothing', 'row-by-row')),
  dry_run boolean not null,
  format text not null check (format in ('csv', 'ndjson', 'json')),
  default_verb text,
  default_shoulder text,
  -- Where the upload is kept; null once it was deleted.
  input_key text,
  input_bytes bigint not null,
  rows_total bigint not null,
  rows_done bigint not null default 0,
  rows_ok bigint not null default 0,
  rows_refused bigint not null default 0,
  rows_skipped bigint not null default 0,
  -- Names reserved without a record of their own, by shoulder: the block that they are in.
  blocks jsonb not null default '{}',
  problem text,
  attempts integer not null default 0,
  created_at timestamptz not null,
  started_at timestamptz,
  updated_at timestamptz not null,
  finished_at timestamptz,
  claimed_until timestamptz,
  claimed_by uuid,
  check ((finished_at is null) = (state in ('waiting', 'running', 'cancelling')))
);
create index batches_due on batches (created_at, id) where finished_at is null;
create index batches_by_owner on batches (owner_id, created_at, id);
create index batches_by_organisation on batches (organisation_id, created_at, id);
create index batches_by_creation on batches (created_at, id);
create index batches_with_files on batches (finished_at) where input_key is not null and finished_at is not null;

-- What became of the rows: one row here for each transaction that settled some, with one line of JSON for each.
create table batch_chunks (
  batch_id uuid not null references batches,
  number integer not null,
  rows integer not null,
  results text not null,
  primary key (batch_id, number)
);
