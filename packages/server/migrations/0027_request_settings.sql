-- What an organisation settles about requests for permanent identifiers.
create table request_settings (
  organisation_id uuid primary key references organisations,
  -- How many requests each of its people may make in a calendar year (UTC); null: as many as they like.
  requests_per_year integer check (requests_per_year between 0 and 100000),
  version integer not null default 1,
  updated_at timestamptz not null
);
