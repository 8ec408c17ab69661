-- Objects below data/{organisation}/{content}/ that no content holds: of one that is still being written, and of one that
-- was deleted. They are deleted when due, unless a content came of them.
create table loose_objects (
  content_id uuid primary key,
  organisation_id uuid not null references organisations,
  due_at timestamptz not null
);
create index loose_objects_due on loose_objects (due_at);

-- Which process works on it.
alter table unpackings add column claimed_by uuid;
