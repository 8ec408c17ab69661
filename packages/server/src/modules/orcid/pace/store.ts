import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';

/** How close to each other the calls of a client may arrive. */
export type CallLimits = {
  /** So many in a second. */
  most: number;
  /**
   * Where the fastest answers take no longer than this, a call has arrived once it is answered; else, so long after it was made.
   */
  waitedForMs: number;
  /** A call that is not answered by then has arrived all the same. */
  latestMs: number;
};

const SECOND_MS = 1_000;
/** Turns are a little further apart than they must be, so that a few calls can be late for theirs and hold up none after them. */
const SPARE_MS = 10;
/** Calls that are late follow each other no closer than this share of the time between turns. */
const LEAST_SHARE = 0.5;
/** How much the latest call weighs in the average. */
const LATEST_WEIGHT = 0.05;
/** By how much the fastest answer is forgotten with each that is slower. */
const FORGETTING = 1.1;

/**
 * Takes the next turn of a client. Turns share its rate evenly among all who take them, of whichever process.
 * @returns how long to wait for it; null: the registry asked for silence, or it would be later than in `longestMs`, and
 * nothing is taken
 */
export async function takeTurn(
  tx: Tx,
  clientId: string,
  { now, limits, longestMs }: { now: Date; limits: CallLimits; longestMs: number },
): Promise<number | null> {
  const { rows } = await sql<{ turn_at: Date }>`
    insert into orcid_paces (orcid_client_id, next_at, served_at)
    values (${clientId}, ${now}::timestamptz + ${spacingOf(sql<number>`0`, limits)}, ${now})
    on conflict (orcid_client_id) do update set
      next_at = greatest(orcid_paces.next_at, ${now}) + ${spacingOf(sql<number>`orcid_paces.arrival_ms`, limits)}
      where orcid_paces.next_at <= ${now}::timestamptz + ${inMs(longestMs)}
        and (orcid_paces.blocked_until is null or orcid_paces.blocked_until <= ${now})
    returning next_at - ${spacingOf(sql<number>`arrival_ms`, limits)} as turn_at`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : row.turn_at.getTime() - now.getTime();
}

/**
 * Notes that a client, which has taken a turn, makes a call now, unless that could be too many in a second, or the registry
 * asked it for silence. It counts for a second from when it has arrived.
 * @returns by when it has arrived if its answer does not come before; null: it may not call
 */
export async function noteCall(
  tx: Tx,
  clientId: string,
  { now, limits }: { now: Date; limits: CallLimits },
): Promise<Date | null> {
  const { most, waitedForMs, latestMs } = limits;
  const ofLastSecond = sql`select at from unnest(arrived_by) as at where at > ${now}::timestamptz - ${inMs(SECOND_MS)}`;
  const { rows } = await sql<{ arrived_by: Date }>`
    update orcid_paces set
      made_at = ${now},
      arrived_by = array(${ofLastSecond}) || (
        ${now}::timestamptz
        + case when fastest_ms <= ${waitedForMs} then ${inMs(latestMs)} else ${inMs(waitedForMs)} end
      )
    where orcid_client_id = ${clientId}
      and (blocked_until is null or blocked_until <= ${now})
      and coalesce(made_at + ${leastSpacing(limits)} <= ${now}, true)
      and (select count(*) from (${ofLastSecond}) as calls) < ${most}
    returning arrived_by[cardinality(arrived_by)] as arrived_by`.execute(tx);
  return rows[0]?.arrived_by ?? null;
}

/** A call, as it was noted. */
export type NotedCall = { madeAt: Date; arrivedBy: Date };

/** Notes that a call was answered. */
export async function noteAnswer(
  tx: Tx,
  clientId: string,
  { madeAt, arrivedBy, answeredAt }: NotedCall & { answeredAt: Date },
): Promise<void> {
  const answerMs = answeredAt.getTime() - madeAt.getTime();
  const arrived = answeredAt < arrivedBy ? answeredAt : arrivedBy;
  const arrivalMs = arrived.getTime() - madeAt.getTime();
  await sql`
    update orcid_paces set
      arrived_by = array_replace(arrived_by, ${arrivedBy}::timestamptz, ${arrived}::timestamptz),
      arrival_ms = arrival_ms + (${arrivalMs}::double precision - arrival_ms) * ${LATEST_WEIGHT}::double precision,
      fastest_ms = least(${answerMs}::double precision, fastest_ms * ${FORGETTING}::double precision + 1)
    where orcid_client_id = ${clientId}`.execute(tx);
}

/** Notes that a call was not made after all. It still counts as one, which arrived at once. */
export async function noteUnmade(tx: Tx, clientId: string, { madeAt, arrivedBy }: NotedCall): Promise<void> {
  await sql`
    update orcid_paces set arrived_by = array_replace(arrived_by, ${arrivedBy}::timestamptz, ${madeAt}::timestamptz)
    where orcid_client_id = ${clientId}`.execute(tx);
}

/** Reads until when a client may not call, in milliseconds since 1970; 0: it may. */
export async function readPace(
  db: Db,
  clientId: string,
  limits: CallLimits,
): Promise<{ blockedUntil: number; tooCloseUntil: number }> {
  const { rows } = await sql<{ blocked_until: Date | null; too_close_until: Date | null }>`
    select blocked_until, greatest(
      made_at + ${leastSpacing(limits)},
      (select at from unnest(arrived_by) as at order by at desc offset ${limits.most - 1} limit 1) + ${inMs(SECOND_MS)}
    ) as too_close_until
    from orcid_paces where orcid_client_id = ${clientId}`.execute(db);
  const [row] = rows;
  return {
    blockedUntil: row?.blocked_until?.getTime() ?? 0,
    tooCloseUntil: row?.too_close_until?.getTime() ?? 0,
  };
}

/** The registry asked a client for silence until a moment. */
export async function blockPace(tx: Tx, clientId: string, until: Date): Promise<void> {
  await sql`
    update orcid_paces set blocked_until = greatest(blocked_until, ${until}::timestamptz)
    where orcid_client_id = ${clientId}`.execute(tx);
}

/** The time between calls that are late. */
function leastSpacing({ most }: CallLimits) {
  return inMs((SECOND_MS / most) * LEAST_SHARE);
}

/** The time between turns. */
function spacingOf(arrivalMs: RawBuilder<number>, { most }: CallLimits) {
  return sql`${inMs((SECOND_MS + SPARE_MS) / most)} + ${inMs(1 / most)} * ${arrivalMs}`;
}

function inMs(ms: number) {
  return sql`interval '1 millisecond' * ${ms}::double precision`;
}
