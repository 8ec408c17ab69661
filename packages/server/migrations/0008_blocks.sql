-- Blocks of an organisation and of a person, newest first.
drop index blocks_by_owner;
create index blocks_by_owner on blocks (owner_id, created_at desc, id desc);
create index blocks_by_organisation on blocks (organisation_id, created_at desc, id desc);
