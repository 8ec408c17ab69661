-- The queue in DSpace's words. A status is read off what the registrar should know, what it last acknowledged and
-- whether that is still so; nobody sets it by hand, so it cannot disagree with them.
alter table registrations
  -- What the registrar held when it last acknowledged a wish; null while nothing of ours is there.
  add column acknowledged_state text check (acknowledged_state in ('draft', 'registered', 'findable')),
  -- The wish changed after registration was asked for and before it was done.
  add column changed_before_registration boolean not null default false;

update registrations set acknowledged_state = wanted_state
  where acknowledged_at is not null and sent_at is not null and wanted_state in ('draft', 'registered', 'findable');

alter table registrations
  add column status text not null generated always as (
    case
      when wanted->>'state' = 'absent' or coalesce((wanted->>'deleted')::boolean, false) then
        case when state = 'acknowledged' then 'DELETED' else 'TO_BE_DELETED' end
      when wanted->>'state' = 'draft' then
        case
          when state = 'acknowledged' then 'IS_RESERVED'
          when acknowledged_state is null then 'TO_BE_RESERVED'
          else 'UPDATE_RESERVED'
        end
      when state = 'acknowledged' then 'IS_REGISTERED'
      when acknowledged_state in ('registered', 'findable') then 'UPDATE_REGISTERED'
      when changed_before_registration then 'UPDATE_BEFORE_REGISTRATION'
      else 'TO_BE_REGISTERED'
    end) stored;
create index registrations_by_status on registrations (registrar_account_id, status, pid);
create index registrations_open on registrations (registrar_account_id, state, pid) where state <> 'acknowledged';

-- How an account is worked off, and how its registrar is.
alter table registrar_accounts
  add column concurrency integer not null default 4 check (concurrency between 1 and 32),
  add column paused_at timestamptz,
  add column paused_reason text,
  -- What an administrator allows instead of the configured rate; null: that.
  add column requests_override integer check (requests_override between 1 and 3000),
  add column failures_in_a_row integer not null default 0,
  -- The first few identifiers that failed in that row, and since when: one that fails by itself is no outage.
  add column failing_pids text[] not null default '{}',
  add column failing_since timestamptz,
  -- Set while the registrar is taken to be out of order: nothing is sent then but heartbeats.
  add column outage_since timestamptz,
  add column outage_detail text,
  add column next_heartbeat_at timestamptz,
  -- Who is told of what needs a person; null: the service's contact address.
  add column alert_address text;

-- One row for each cause, organisation and day, so that nobody gets a mail for each of a thousand refusals.
create table alerts (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  cause text not null,
  day date not null,
  address text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  sent_at timestamptz,
  unique (organisation_id, cause, day)
);
create index alerts_due on alerts (next_attempt_at) where sent_at is null;
