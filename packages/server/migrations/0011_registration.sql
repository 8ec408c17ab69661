-- Whether anything of ours may be at the registrar: when the first request left that may have brought it there, null
-- while nothing is. Until now the attempts said so, and an edit after a refusal made somebody else's DOI look like ours.
alter table registrations add column sent_at timestamptz;
update registrations set sent_at = pids.created_at
  from pids
  where pids.pid = registrations.pid and (attempts > 0 or acknowledged_at is not null)
    -- Refused before anything was sent, because it was there already.
    and not (acknowledged_at is null and registrations.state = 'refused' and last_answer->'status' = 'null'::jsonb);

-- The queue is worked off wish by wish, what people wait for first, so each wish has its own run in the index.
alter table registrations
  add column wanted_state text not null generated always as (wanted->>'state') stored;
drop index registrations_due;
create index registrations_due on registrations (registrar_account_id, wanted_state, next_attempt_at)
  where state = 'pending';

-- A 429 slows down everyone who shares the budget: `pace` is the share of the configured rate that is used.
alter table rate_budgets
  add column pace double precision not null default 1 check (pace > 0 and pace <= 1),
  add column slowed_at timestamptz;
