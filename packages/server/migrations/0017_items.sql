-- Containers. Their metadata is DSpace's map: field → list of values.
create table communities (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  parent_id uuid references communities,
  name text not null,
  metadata jsonb not null default '{}',
  version integer not null default 1,
  seq bigint generated always as identity,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index communities_by_parent on communities (parent_id, seq);
create index communities_by_organisation on communities (organisation_id, seq);

create table collections (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  community_id uuid not null references communities,
  name text not null,
  metadata jsonb not null default '{}',
  version integer not null default 1,
  seq bigint generated always as identity,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index collections_by_community on collections (community_id, seq);
create index collections_by_organisation on collections (organisation_id, seq);

-- What several items are versions of.
create table works (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  created_at timestamptz not null
);

create table items (
  id uuid primary key,
  seq bigint generated always as identity,
  organisation_id uuid not null references organisations,
  owner_id uuid references accounts,
  -- Who submitted it, as the history names them.
  submitter jsonb not null,
  collection_id uuid references collections,
  state text not null check (state in ('workspace', 'archived', 'withdrawn', 'deleted')),
  -- Who may read it once it is archived: everyone, or members of its organisation.
  access text not null default 'public' check (access in ('public', 'organisation')),
  discoverable boolean not null default true,
  -- DataCite's JSON.
  metadata jsonb not null,
  -- dc.* values that DataCite's kernel cannot hold: field → list of values.
  other_fields jsonb not null default '{}',
  files jsonb not null default '[]',
  title text,
  resource_type text,
  work_id uuid references works,
  version_number integer,
  withdrawn_reason text,
  -- Counts changes of any kind; the ETag.
  version integer not null default 1,
  -- The number of the revision that holds metadata and files as they are.
  revision integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  check (state <> 'withdrawn' or withdrawn_reason is not null),
  check ((work_id is null) = (version_number is null)),
  unique (work_id, version_number)
);
create index items_in_order on items (seq) where state <> 'deleted';
create index items_by_organisation on items (organisation_id, seq);
create index items_by_collection on items (collection_id, seq);
create index items_by_owner on items (owner_id, seq);
create index items_by_update on items (updated_at, seq);
create index items_by_words on items using gin (to_tsvector('simple', metadata)) where state <> 'deleted';

-- What an item said, edit by edit; never changed.
create table item_revisions (
  item_id uuid not null references items,
  number integer not null,
  metadata jsonb not null,
  other_fields jsonb not null,
  files jsonb not null,
  actor jsonb not null,
  reason text,
  at timestamptz not null,
  primary key (item_id, number)
);

-- Rules that say which items get a DOI; an organisation names them.
create table doi_filters (
  organisation_id uuid not null references organisations,
  name text not null,
  title text,
  condition jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organisation_id, name)
);

-- How an organisation wants its items identified.
create table item_settings (
  organisation_id uuid primary key references organisations,
  -- Null: its first open one of that type.
  doi_shoulder_id uuid references shoulders,
  handle_shoulder_id uuid references shoulders,
  -- Whether an item gets a DOI's name when it is created in the workspace.
  name_on_submission boolean not null default false,
  -- Which of those are registered when they are archived (PENDING), the others being MINTED; null: all. No foreign key,
  -- since there are filters that every organisation has without a row.
  submission_filter text,
  -- Which items are registered by themselves when they are archived; null: those PENDING, and no others.
  archive_filter text,
  -- Whether DSpace's pages show a button that registers a DOI.
  register_button boolean not null default true,
  version integer not null default 1,
  updated_at timestamptz not null
);

-- What an identifier is the name of.
alter table pids
  add column holder_type text check (holder_type in ('item', 'work', 'collection', 'community')),
  add column holder_id uuid,
  -- Of a reserved name of an item: whether archiving the item registers it.
  add column register_on_archive boolean not null default false,
  add constraint pids_holder_whole check ((holder_type is null) = (holder_id is null));
create index pids_by_holder on pids (holder_id) where holder_id is not null;

-- The identifiers that items, works and containers have, each with its state in DSpace's words: DOIs first, then Handles.
create view held_identifiers as
  select
    pids.holder_type,
    pids.holder_id,
    pids.pid,
    pids.type,
    pids.state,
    case pids.type when 'doi' then 1 when 'igsn' then 2 when 'handle' then 3 else 4 end as place,
    case
      when pids.type not in ('doi', 'igsn') then null
      -- A draft is to be gone, or is: what has the name now got it after that.
      when registrations.wanted_state <> 'absent' then registrations.status
      when pids.state = 'reserved' then case when pids.register_on_archive then 'PENDING' else 'MINTED' end
      when pids.state = 'released' then 'DELETED'
      else 'UNKNOWN'
    end as status,
    registrations.state as registration,
    registrations.attempts,
    registrations.next_attempt_at,
    registrations.last_answer,
    pids.created_at
  from pids left join registrations on registrations.pid = pids.pid
  where pids.holder_id is not null;
