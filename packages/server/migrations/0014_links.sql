-- Anchors: identifiers of registered schemes, with their qualifiers, that links are registered for. What belongs to a
-- deleted scheme stays, hidden, so that deleting can be undone.
create table anchors (
  id bigint generated always as identity primary key,
  -- `gs1/01/09506000134352/10/ABC`; its length is bounded by what an index takes.
  anchor text collate "C" not null unique check (length(anchor) <= 2000),
  namespace text collate "C" not null references schemes,
  organisation_id uuid not null references organisations,
  description text not null,
  state text not null check (state in ('active', 'inactive', 'withdrawn')),
  -- Why it was withdrawn.
  reason text,
  withdrawn_at timestamptz,
  -- The anchor that took this one's place, when a key was corrected.
  successor text collate "C",
  -- Counts changes of the anchor and of its links.
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- From when on it itself, its links aside, has been as it is.
  held_from timestamptz not null,
  -- When its scheme was deleted.
  hidden_at timestamptz,
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create index anchors_by_namespace on anchors (namespace, anchor);
create index anchors_by_organisation on anchors (organisation_id, anchor);
create index anchors_by_successor on anchors (successor) where successor is not null;

-- What an anchor was before: each state with the time over which it held.
create table anchor_versions (
  anchor_id bigint not null references anchors,
  version integer not null,
  document jsonb not null,
  held_from timestamptz not null,
  held_until timestamptz not null,
  primary key (anchor_id, version)
);

create table links (
  id uuid primary key,
  anchor_id bigint not null references anchors,
  -- The order in which the links of an anchor were registered.
  seq bigint generated always as identity,
  -- SHA-256 of target, relation, media types and context, which may be longer than what an index takes. An inactive link
  -- keeps its own reserved.
  identity text collate "C" not null,
  target text not null,
  relation text not null,
  curie text,
  title text not null,
  titles jsonb not null,
  types text[] not null,
  hreflang text[] not null,
  context text not null,
  is_default boolean not null,
  is_default_context boolean not null,
  is_default_type boolean not null,
  pass_query boolean,
  access_roles text[] not null,
  encryption_method text check (encryption_method in ('none', 'AES-128', 'AES-256')),
  method text[] not null,
  rel text[] not null,
  public boolean,
  valid_from timestamptz,
  valid_until timestamptz check (valid_until > valid_from),
  active boolean not null,
  -- Earlier targets, newest first: [{href, title, type}].
  predecessors jsonb not null,
  version integer not null,
  created_at timestamptz not null,
  -- From when on it has been as it is.
  updated_at timestamptz not null,
  unique (anchor_id, identity)
);
create index links_by_anchor on links (anchor_id, seq);

-- What a link was before, the last state of a deleted link included: each with the time over which it held.
create table link_versions (
  link_id uuid not null,
  anchor_id bigint not null references anchors,
  version integer not null,
  seq bigint not null,
  created_at timestamptz not null,
  document jsonb not null,
  held_from timestamptz not null,
  held_until timestamptz not null,
  primary key (link_id, version)
);
create index link_versions_by_anchor on link_versions (anchor_id, held_from);

-- Ranges of keys that another resolver answers for.
create table handlers (
  range text collate "C" primary key check (length(range) <= 500),
  namespace text collate "C" not null references schemes,
  organisation_id uuid not null references organisations,
  -- Null: whatever the key, those with this GS1 Company Prefix.
  ai text collate "C",
  beginning text collate "C" not null,
  target text not null,
  title text not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  hidden_at timestamptz
);
create index handlers_by_namespace on handlers (namespace, range);

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
