-- Schemes: namespace documents. What was deleted stays, so that deleting can be undone.
create table schemes (
  namespace text collate "C" primary key,
  organisation_id uuid not null references organisations,
  -- Whether every organisation may register links under it, or only its own.
  shared boolean not null,
  document jsonb not null,
  -- SHA-256 of the document; what was made of a document is kept in memory under it.
  document_hash text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
-- `GS1` beside `gs1` would be read as the same by people.
create unique index schemes_by_name on schemes (lower(namespace));

-- What the resolver reads of schemes that are there.
create table scheme_resolutions (
  namespace text collate "C" primary key,
  document jsonb not null,
  changed xid8 not null default pg_current_xact_id(),
  updated_at timestamptz not null
);

-- Resolvers keep schemes in memory; this number, read with every identifier, tells them to read schemes anew.
create table scheme_epoch (
  only_row boolean primary key default true check (only_row),
  epoch bigint not null
);
insert into scheme_epoch (epoch) values (1);
create function advance_scheme_epoch() returns trigger language plpgsql as $$
begin
  update scheme_epoch set epoch = epoch + 1;
  return null;
end $$;
create trigger scheme_resolutions_advance_the_epoch after insert or update or delete or truncate on scheme_resolutions
  for each statement execute function advance_scheme_epoch();

-- Mirrors: what object storage should hold of a scheme against what was written there last. The row is its own alarm
-- clock: it is due while the two versions differ.
create table scheme_mirrors (
  namespace text collate "C" primary key references schemes,
  wanted_version integer not null,
  acknowledged_version integer,
  -- Whether anything of ours may stand there; until then, what stands there is somebody else's and is left alone.
  sent_at timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  claim uuid,
  claimed_until timestamptz,
  -- Why the last attempt failed, or what stands there instead.
  problem text,
  -- Whether it is that: something that was not written by us.
  blocked boolean not null default false
);
create index scheme_mirrors_by_time on scheme_mirrors (next_attempt_at)
  where acknowledged_version is distinct from wanted_version;

-- Vocabularies: link types under a prefix. `link_types` is {key: {title, description}}.
create table vocabularies (
  prefix text collate "C" primary key,
  organisation_id uuid not null references organisations,
  uri text collate "C" not null,
  -- Other addresses that mean the same, such as http for https.
  aliases text[] not null default '{}',
  title text not null,
  link_types jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);

-- Which sets of schemes and vocabularies were loaded at a first start, so that no later one brings back what somebody
-- has deleted.
create table first_loads (
  name text primary key,
  loaded_at timestamptz not null
);
