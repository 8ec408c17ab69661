-- What a registry said of two records whose owners both have an account here: the one was merged into the other. Kept until
-- the owner of the other one joins the accounts, or somebody signs in with the iD that was said to be gone.
create table merged_records (
  orcid_environment text not null check (orcid_environment in ('production', 'sandbox', 'stand-in')),
  orcid text not null,
  into_orcid text not null,
  stated_at timestamptz not null,
  primary key (orcid_environment, orcid),
  check (orcid <> into_orcid)
);
create index merged_records_by_target on merged_records (orcid_environment, into_orcid);

-- An account that its owner merged into their other one owns nothing, may nothing, and leads there.
alter table accounts
  add column merged_into uuid references accounts,
  add column merged_at timestamptz,
  add constraint accounts_merged_elsewhere check (merged_into <> id),
  add constraint accounts_merged_at_some_time check ((merged_into is null) = (merged_at is null));
create index accounts_by_merged_into on accounts (merged_into) where merged_into is not null;

-- What registries said before this was kept.
insert into merged_records (orcid_environment, orcid, into_orcid, stated_at)
select distinct on (former.environment, former.orcid)
  former.environment, former.orcid, connection.orcid, former.merged_at
from orcid_former_ids as former
join orcid_connections as connection on connection.id = former.connection_id
join accounts as gone on gone.orcid_environment = former.environment and gone.orcid = former.orcid
join accounts as other on other.orcid_environment = former.environment and other.orcid = connection.orcid
where gone.last_signed_in_at <= former.merged_at and gone.id <> other.id
order by former.environment, former.orcid, former.merged_at desc;
