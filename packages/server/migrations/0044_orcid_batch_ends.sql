-- Why a batch of entries ended before its rows did, in a sentence for people; null: it did not, or somebody stopped it.
alter table orcid_batches add column end_detail text;
