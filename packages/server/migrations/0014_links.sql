-- What the resolver reads of links: one row for each anchor with everything needed to answer for it.
create table link_resolutions (
  anchor text collate "C" primary key,
  namespace text collate "C" not null,
  document jsonb not null,
  changed xid8 not null default pg_current_xact_id(),
  updated_at timestamptz not null
);
create index link_resolutions_by_change on link_resolutions (changed);

-- Ranges of keys that another resolver answers for. `range` is a namespace, an application identifier and the beginning
-- of a key (`gs1/01/^0950600`), or a namespace and a GS1 Company Prefix whatever the key (`gs1/^9506000`).
create table handler_resolutions (
  range text collate "C" primary key,
  document jsonb not null,
  updated_at timestamptz not null
);
