-- Requests for permanent identifiers of folders, from submission to publication.
create table requests (
  id uuid primary key,
  seq bigint generated always as identity,
  organisation_id uuid not null references organisations,
  type text not null check (type in ('DOI', 'ARK')),
  requester_id uuid not null references accounts,
  -- The requester as they were known then.
  requested_by jsonb not null,
  folder_id uuid not null references nodes,
  -- Where the folder was when it was requested for, and goes back to.
  original_path text not null,
  original_parent_id uuid references nodes,
  original_name text not null,
  state text not null check (state in (
    'staging', 'submitted', 'evaluation', 'pending', 'approved', 'publishing', 'published', 'failed', 'rejecting',
    'withdrawing', 'rejected', 'withdrawn')),
  -- What it was doing when it failed, and goes on with.
  failed_in text check (failed_in in ('staging', 'publishing', 'rejecting', 'withdrawing')),
  -- What CyVerse's clients call status: the name of a status code.
  label text not null,
  -- Null: in the queue of everybody's.
  assignee_id uuid references accounts,
  item_id uuid references items,
  permanent_id text unique,
  published_at timestamptz,
  -- Counts changes; the ETag.
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by jsonb not null,
  check (state <> 'published' or permanent_id is not null),
  check ((state = 'failed') = (failed_in is not null))
);
-- Whatever its type: a folder has one seal. Of each type it gets one identifier.
create unique index requests_one_at_a_time on requests (folder_id)
  where state not in ('published', 'rejected', 'withdrawn');
create unique index requests_one_of_a_type on requests (folder_id, type) where state not in ('rejected', 'withdrawn');
create index requests_by_requester on requests (requester_id, seq);
create index requests_by_organisation on requests (organisation_id, state, seq);
create index requests_by_assignee on requests (assignee_id, seq) where assignee_id is not null;

-- The one key that decides which of two folders of the same name may be staged or published. Published names stay.
create table reserved_folder_names (
  organisation_id uuid not null references organisations,
  name text collate "C" not null,
  request_id uuid not null unique references requests,
  primary key (organisation_id, name)
);

-- CyVerse's status codes: those of the states, and those that curators made up.
create table request_status_codes (
  id uuid primary key,
  seq bigint generated always as identity,
  organisation_id uuid references organisations,
  name text not null check (length(name) <= 64),
  description text not null,
  created_at timestamptz not null,
  unique nulls not distinct (organisation_id, name)
);
-- The service's own belong to no organisation.
insert into request_status_codes (id, organisation_id, name, description, created_at) values
  ('6f1d3c54-0a51-4b53-9c0e-0d6a3c1f0001', null, 'Submitted', 'Handed in. It waits for a curator.', now()),
  ('6f1d3c54-0a51-4b53-9c0e-0d6a3c1f0002', null, 'Evaluation', 'A curator looks at the data and their description.', now()),
  ('6f1d3c54-0a51-4b53-9c0e-0d6a3c1f0003', null, 'Pending', 'Back with the requester, who is asked for changes.', now()),
  ('6f1d3c54-0a51-4b53-9c0e-0d6a3c1f0004', null, 'Approved', 'Found good. It is published, or about to be.', now()),
  ('6f1d3c54-0a51-4b53-9c0e-0d6a3c1f0005', null, 'Completion', 'Published under its permanent identifier.', now()),
  ('6f1d3c54-0a51-4b53-9c0e-0d6a3c1f0006', null, 'Failed', 'Something went wrong. A curator can let it go on.', now()),
  ('6f1d3c54-0a51-4b53-9c0e-0d6a3c1f0007', null, 'Rejected', 'Turned down. The folder is back where it was.', now()),
  ('6f1d3c54-0a51-4b53-9c0e-0d6a3c1f0008', null, 'Withdrawn', 'Taken back by the requester, and the folder with it.', now());

-- What happened to a request, move by move; never changed.
create table request_history (
  id bigint generated always as identity primary key,
  request_id uuid not null references requests,
  at timestamptz not null,
  action text not null,
  state text not null,
  label text not null,
  comment text,
  -- What the requester is not shown.
  internal boolean not null default false,
  actor jsonb not null
);
create index request_history_by_request on request_history (request_id, id);

create table request_comments (
  id uuid primary key,
  request_id uuid not null references requests,
  reply_to uuid references request_comments,
  body text not null,
  internal boolean not null,
  -- What it is about: {"attribute": "creator/1"} or {"file": "data/a.csv"}; null: the whole request.
  anchor jsonb,
  actor jsonb not null,
  account_id uuid references accounts,
  created_at timestamptz not null
);
create index request_comments_by_request on request_comments (request_id, created_at);

-- What a curator asked to be changed, item by item.
create table request_changes (
  id uuid primary key,
  request_id uuid not null references requests,
  round integer not null,
  position integer not null,
  text text not null,
  anchor jsonb,
  -- What the requester says became of it.
  state text not null check (state in ('open', 'done', 'declined')),
  answer text,
  created_at timestamptz not null,
  answered_at timestamptz,
  unique (request_id, round, position)
);

-- The checklist: what the service found, and what a curator ticked or waived.
create table request_checks (
  request_id uuid not null references requests,
  name text not null,
  severity text not null check (severity in ('error', 'warning', 'suggestion')),
  automatic boolean not null,
  outcome text not null check (outcome in ('open', 'passed', 'failed')),
  detail text,
  waived_reason text,
  actor jsonb,
  at timestamptz not null,
  primary key (request_id, name)
);

-- What was there at one moment: when it was staged, when a curator last reviewed it, when it was published.
create table request_snapshots (
  id uuid primary key,
  request_id uuid not null references requests,
  purpose text not null check (purpose in ('staged', 'reviewed', 'resubmitted', 'published')),
  manifest_id uuid not null references manifests,
  attributes jsonb not null,
  taken_at timestamptz not null
);
create index request_snapshots_by_request on request_snapshots (request_id, taken_at);

-- The steps of staging, publishing and returning. `run` counts the pipelines of a request. What a step does to this
-- database is committed with its row, so a step is done once or not at all.
create table request_steps (
  request_id uuid not null references requests,
  run integer not null,
  position integer not null,
  pipeline text not null check (pipeline in ('staging', 'publishing', 'returning')),
  step text not null,
  state text not null check (state in ('pending', 'done', 'failed')),
  attempts integer not null default 0,
  next_try_at timestamptz,
  claimed_until timestamptz,
  -- `transient` is tried again, `permanent` waits for a person.
  problem_kind text check (problem_kind in ('transient', 'permanent')),
  problem text,
  result jsonb,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (request_id, run, position),
  check ((state = 'done') = (finished_at is not null))
);
create index request_steps_due on request_steps (next_try_at) where state = 'pending';
