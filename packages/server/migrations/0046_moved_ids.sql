-- Set while an account has the iD of a record that its own was merged into, and its owner has not signed in with it: the
-- registry's word says whose account it is, and not that anybody proved the iD here.
alter table accounts add column unproved_since timestamptz;

update accounts set unproved_since = former.merged_at
from (select account_id, max(merged_at) as merged_at from account_former_ids group by account_id) as former
where former.account_id = accounts.id and former.merged_at > accounts.last_signed_in_at;

-- Of an iD that its owner had never signed in with either, when it was merged into the next one.
alter table account_former_ids add column proved boolean not null default true;
