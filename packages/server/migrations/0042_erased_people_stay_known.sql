-- What erased people are digested with: random, made with the first erasure of an organisation, sealed as other secrets are. A
-- digest under SECRET_KEY itself would recognise nobody once the key has changed.
create table orcid_peppers (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  sealed text not null,
  created_at timestamptz not null
);
create index orcid_peppers_by_organisation on orcid_peppers (organisation_id, created_at);

-- What orcid_mac was made with; null: with SECRET_KEY as it was then.
alter table orcid_erasures add column pepper_id uuid references orcid_peppers;
