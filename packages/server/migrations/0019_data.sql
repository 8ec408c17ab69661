-- The data store: a catalogue of folders and files here, their bytes in object storage. A folder or file knows its parent
-- and nothing above it, so that moving a folder of any size changes one row.
create table contents (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  bytes bigint not null check (bytes >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The objects that hold it, in their order: [{"key", "bytes"}].
  parts jsonb not null,
  created_at timestamptz not null,
  -- When its bytes were last read and fitted; what was wrong with them otherwise.
  verified_at timestamptz not null,
  next_check_at timestamptz not null,
  problem text,
  -- Set when nothing holds it any more; its objects are deleted some time later.
  unheld_since timestamptz
);
create index contents_to_check on contents (next_check_at) where unheld_since is null;
create index contents_unheld on contents (unheld_since) where unheld_since is not null;

create table nodes (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  -- Null for the root of an organisation alone.
  parent_id uuid references nodes,
  kind text not null check (kind in ('folder', 'file')),
  -- NFC; compared byte by byte, as in object storage and on most file systems of research machines.
  name text collate "C" not null,
  -- What the store itself keeps there: nobody renames, moves or deletes it.
  area text check (area in ('root', 'home', 'homes', 'staging', 'curated')),
  -- Whose it is, and whose quota it counts for.
  owner_id uuid references accounts,
  content_id uuid references contents,
  media_type text,
  -- Whether what is granted above it counts here, too.
  inherits boolean not null default true,
  -- While a request has it: everything below obeys the sealed permissions of this folder alone. `open` may be changed by
  -- whom they allow to, of `content` only the attributes, of `all` nothing.
  seal text check (seal in ('open', 'content', 'all')),
  -- The request that sealed it.
  sealed_by uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  -- In the trash since; what is below it is there with it.
  deleted_at timestamptz,
  check ((kind = 'file') = (content_id is not null)),
  check ((parent_id is null) = (area is not distinct from 'root')),
  check (kind = 'folder' or (area is null and seal is null)),
  check ((seal is null) = (sealed_by is null))
);
create unique index nodes_by_name on nodes (parent_id, name) where deleted_at is null;
create unique index nodes_roots on nodes (organisation_id) where area = 'root';
create unique index nodes_areas on nodes (organisation_id, area) where area in ('homes', 'staging', 'curated');
create unique index nodes_homes on nodes (organisation_id, owner_id) where area = 'home';
-- With what is in the trash: deleting a folder for good looks for all that is in it.
create index nodes_by_parent on nodes (parent_id);
-- Ways down a tree pass by its files.
create index nodes_folders on nodes (parent_id, name) where kind = 'folder' and deleted_at is null;
create index nodes_by_content on nodes (content_id) where content_id is not null;
create index nodes_in_trash on nodes (deleted_at) where deleted_at is not null;
create index nodes_sealed on nodes (sealed_by) where sealed_by is not null;

-- Who may do what: `read`, `write` (read and change), `own` (write, delete and share).
create table node_permissions (
  node_id uuid not null references nodes on delete cascade,
  -- Rows of a seal sleep beside the ordinary ones, so that lifting it restores what was.
  sealed boolean not null default false,
  principal_kind text not null check (principal_kind in ('person', 'group', 'anonymous')),
  -- An account; a group of accounts, or 'members' or 'curators' of the organisation; empty for anonymous.
  principal_id text not null,
  level text not null check (level in ('read', 'write', 'own')),
  primary key (node_id, sealed, principal_kind, principal_id),
  check ((principal_kind = 'anonymous') = (principal_id = '')),
  check (principal_kind <> 'anonymous' or level = 'read')
);
create index node_permissions_by_principal on node_permissions (principal_kind, principal_id);

-- Metadata attributes (AVUs): a name, a value, a unit, and attributes of their own.
create table node_attributes (
  id uuid primary key,
  node_id uuid not null references nodes on delete cascade,
  parent_id uuid references node_attributes on delete cascade,
  position integer not null,
  name text not null,
  value text not null,
  unit text not null default ''
);
create index node_attributes_by_node on node_attributes (node_id, position);
create index node_attributes_by_parent on node_attributes (parent_id) where parent_id is not null;

-- What an organisation allows its people to store; null: no limit.
create table data_quotas (
  organisation_id uuid primary key references organisations,
  organisation_bytes bigint check (organisation_bytes >= 0),
  person_bytes bigint check (person_bytes >= 0),
  version integer not null default 1,
  updated_at timestamptz not null
);
-- What is stored, counted as it changes; the row is the lock. `owner_key` is an account, or empty for nobody's.
create table data_usage (
  organisation_id uuid not null references organisations,
  owner_key text not null,
  bytes bigint not null default 0,
  files bigint not null default 0,
  primary key (organisation_id, owner_key)
);

-- Uploads that can be resumed; each part is an object, counted once it is stored.
create table uploads (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  -- It may be gone by the time the upload ends; the upload then expires, and its objects with it.
  folder_id uuid not null,
  -- Who began it; nobody else goes on.
  actor jsonb not null,
  actor_key text not null,
  file_name text not null,
  media_type text,
  -- Whether a file of this name gets the new content.
  replaces boolean not null default false,
  length_bytes bigint check (length_bytes >= 0),
  offset_bytes bigint not null default 0,
  -- As the client gave it (tus Upload-Metadata), to be repeated to it.
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  finished_at timestamptz,
  file_id uuid references nodes on delete set null
);
create index uploads_by_file on uploads (file_id) where file_id is not null;
create index uploads_by_expiry on uploads (expires_at) where finished_at is null;
create table upload_parts (
  upload_id uuid not null references uploads on delete cascade,
  number integer not null,
  key text not null,
  bytes bigint not null,
  primary key (upload_id, number)
);

-- Archives that are unpacked into a folder, in the background and as a whole or not at all.
create table unpackings (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  folder_id uuid not null references nodes on delete cascade,
  file_id uuid not null references nodes on delete cascade,
  actor jsonb not null,
  account_id uuid references accounts,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  files_total integer,
  files_done integer not null default 0,
  problem text,
  attempts integer not null default 0,
  next_try_at timestamptz,
  claimed_until timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index unpackings_by_folder on unpackings (folder_id);
create index unpackings_by_file on unpackings (file_id);
create index unpackings_open on unpackings (next_try_at) where state in ('waiting', 'running');

-- What a folder held at one moment, to be compared with later; it outlives the folder.
create table manifests (
  id uuid primary key,
  folder_id uuid not null,
  taken_at timestamptz not null,
  file_count integer not null,
  bytes bigint not null,
  -- SHA-256 over all lines `sha256  bytes  path`, in the order of their paths' bytes.
  digest text not null check (digest ~ '^[0-9a-f]{64}$')
);
create index manifests_by_folder on manifests (folder_id, taken_at);
create table manifest_entries (
  manifest_id uuid not null references manifests on delete cascade,
  -- Below the folder, with slashes.
  path text collate "C" not null,
  bytes bigint not null,
  sha256 text not null,
  primary key (manifest_id, path)
);
