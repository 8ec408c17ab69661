import { type Selectable, sql } from 'kysely';
import { type Db, jsonb, type Tables, type Tx } from '../../../../db/index.ts';
import type { Deposit } from '../deposit.ts';
import { toDeposit } from '../store.ts';

/**
 * Clients that have something to send and may send it before `soon`, whoever had its turn longest ago first: a long queue
 * of one organisation keeps no other waiting.
 */
export async function listDueClients(db: Db, { now, soon }: { now: Date; soon: Date }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select client.id from orcid_clients as client
    left join orcid_paces as pace on pace.orcid_client_id = client.id
    where client.refused_at is null
      and (pace.next_at is null or pace.next_at <= ${soon})
      and (pace.blocked_until is null or pace.blocked_until <= ${now})
      and exists (
        select 1 from orcid_deposits
        where orcid_client_id = client.id and state = 'due' and next_attempt_at <= ${now}
          and (claimed_until is null or claimed_until <= ${now})
      )
    order by pace.served_at nulls first, client.id`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Takes the next due deposit of a client, of a record that nobody writes to at the moment: ORCID writes a record one change
 * after the other anyway. Who claims for a client waits for who does so at the same time, so that both see each other's
 * claims. From here on nobody knows what the registry holds, until the outcome is recorded.
 */
export async function claimDue(
  tx: Tx,
  clientId: string,
  { now, claim, claimedUntil }: { now: Date; claim: string; claimedUntil: Date },
): Promise<Deposit | null> {
  await sql`
    insert into orcid_paces (orcid_client_id, next_at, served_at) values (${clientId}, ${now}, ${now})
    on conflict (orcid_client_id) do update set served_at = excluded.served_at`.execute(tx);
  const { rows } = await sql<Selectable<Tables['orcid_deposits']>>`
    with next as (
      select deposit.id from orcid_deposits as deposit
      join orcid_connections as connection on connection.id = deposit.connection_id
      where deposit.orcid_client_id = ${clientId} and deposit.state = 'due' and deposit.next_attempt_at <= ${now}
        and (deposit.claimed_until is null or deposit.claimed_until <= ${now})
        and not exists (
          select 1 from orcid_deposits as other
          join orcid_connections as its on its.id = other.connection_id
          where other.claimed_until > ${now}
            and its.environment = connection.environment and its.orcid = connection.orcid
        )
      order by deposit.next_attempt_at, deposit.seq limit 1
      for update of deposit skip locked
    )
    update orcid_deposits set
      claim = ${claim}, claimed_until = ${claimedUntil}, attempts = attempts + 1, acknowledged_hash = null
    from next where orcid_deposits.id = next.id
    returning orcid_deposits.*`.execute(tx);
  return rows[0] === undefined ? null : toDeposit(rows[0]);
}

/**
 * Notes that a deposit is about to be added, unless its claim is another's by now or what is wanted has changed. From here
 * on the claim lasts until the answer must be there: whoever looked for it before would find nothing, and add it again.
 * @returns whether it may be added
 */
export async function markPosting(
  tx: Tx,
  deposit: Pick<Deposit, 'id' | 'claim' | 'wantedHash' | 'consent'>,
  { posted, now, claimedUntil }: { posted: Record<string, unknown>; now: Date; claimedUntil: Date },
): Promise<boolean> {
  const result = await sql`
    update orcid_deposits set
      posted_at = ${now}, posted = ${jsonb(posted)},
      claimed_until = greatest(claimed_until, ${claimedUntil}::timestamptz)
    where id = ${deposit.id} and claim = ${deposit.claim} and wanted_hash = ${deposit.wantedHash}
      and consent is not distinct from ${deposit.consent}::text and state = 'due'`.execute(tx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

/** Gives back every claim, whoever holds it; for a process that knows itself to be the only one. */
export async function releaseAllClaims(tx: Tx): Promise<void> {
  await tx
    .updateTable('orcid_deposits')
    .set({ claim: null, claimed_until: null })
    .where('claimed_until', 'is not', null)
    .execute();
}
