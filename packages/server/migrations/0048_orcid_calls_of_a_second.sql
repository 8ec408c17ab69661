-- No more calls reach ORCID in a second than it allows, whatever delays some of them.
alter table orcid_paces
  -- The latest call.
  add column made_at timestamptz,
  -- By when each of the calls of the last second has arrived.
  add column arrived_by timestamptz[] not null default '{}',
  -- How long after they were made that is, in milliseconds, on the average of the latest.
  add column arrival_ms double precision not null default 0,
  -- How long the fastest of the latest answers took, in milliseconds.
  add column fastest_ms double precision not null default 0;
