-- What administrators say of their organisation's integration, besides whom ORCID may write to.
alter table orcid_dossier_contacts rename to orcid_dossiers;
alter table orcid_dossiers add column developer text;
-- Where others can try the system or watch it.
alter table orcid_dossiers add column demonstration text;
