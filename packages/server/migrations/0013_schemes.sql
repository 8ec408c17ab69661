-- Schemes: namespace documents. What was deleted stays, so that deleting can be undone.
create table schemes (
  namespace text collate "C" primary key,
  organisation_id uuid not null references organisations,
  -- Whether every organisation may register links under it, or only its own.
  shared boolean not null,
  document jsonb not null,
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
