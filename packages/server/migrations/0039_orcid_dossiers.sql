-- Whom ORCID may write to about an organisation's integration; without a row it is the contact of the service.
create table orcid_dossier_contacts (
  organisation_id uuid primary key references organisations,
  technical text,
  administrative text,
  updated_at timestamptz not null
);
