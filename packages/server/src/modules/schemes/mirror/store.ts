import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { Scheme } from '../scheme.ts';

/** Notes that object storage should hold this version of a scheme, or nothing if it was deleted. */
export async function wantMirrored(
  tx: Tx,
  scheme: Pick<Scheme, 'namespace' | 'version' | 'updatedAt'>,
): Promise<void> {
  await sql`
    insert into scheme_mirrors (namespace, wanted_version, next_attempt_at)
    values (${scheme.namespace}, ${scheme.version}, ${scheme.updatedAt})
    on conflict (namespace) do update set
      wanted_version = excluded.wanted_version, next_attempt_at = excluded.next_attempt_at, attempts = 0`.execute(
    tx,
  );
}

export type DueMirror = {
  namespace: string;
  /** Whether anything of ours may stand there. */
  sent: boolean;
  /** Attempts before this one. */
  attempts: number;
};

/** Takes on the mirror that is due first; nobody else takes it on before `until`. */
export async function claimMirror(
  tx: Tx,
  { claim, now, until }: { claim: string; now: Date; until: Date },
): Promise<DueMirror | null> {
  const { rows } = await sql<DueMirror>`
    update scheme_mirrors set claim = ${claim}, claimed_until = ${until}, attempts = attempts + 1
    where namespace = (
      select namespace from scheme_mirrors
      where acknowledged_version is distinct from wanted_version and next_attempt_at <= ${now}
        and (claimed_until is null or claimed_until <= ${now})
      order by next_attempt_at, namespace limit 1 for update skip locked)
    returning namespace, sent_at is not null as sent, attempts - 1 as attempts`.execute(tx);
  return rows[0] ?? null;
}

/** Notes that what stands there may be ours from now on. @returns false when somebody else has taken it on */
export async function markSent(tx: Tx, namespace: string, claim: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update scheme_mirrors set sent_at = coalesce(sent_at, ${at}::timestamptz)
    where namespace = ${namespace} and claim = ${claim}`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

/** What became of an attempt: what stands there now, or why nothing was written. */
export type MirrorOutcome =
  | { acknowledgedVersion: number }
  | { problem: string; blocked: boolean; nextAttemptAt: Date };

/**
 * Writes what became of an attempt. Who comes after the claim has ended may have overwritten what another one wrote in
 * the meantime; then nobody knows what stands there, and it is written once more.
 */
export async function settleMirror(
  tx: Tx,
  namespace: string,
  claim: string,
  outcome: MirrorOutcome,
  now: Date,
): Promise<void> {
  const { numAffectedRows } =
    'problem' in outcome
      ? await sql`
          update scheme_mirrors set
            claim = null, claimed_until = null, problem = ${outcome.problem},
            blocked = ${outcome.blocked}, next_attempt_at = ${outcome.nextAttemptAt}
          where namespace = ${namespace} and claim = ${claim}`.execute(tx)
      : await sql`
          update scheme_mirrors set
            claim = null, claimed_until = null, problem = null, blocked = false, attempts = 0,
            acknowledged_version = ${outcome.acknowledgedVersion}
          where namespace = ${namespace} and claim = ${claim}`.execute(tx);
  if (Number(numAffectedRows ?? 0) > 0) return;
  await sql`
    update scheme_mirrors set acknowledged_version = null, next_attempt_at = ${now}
    where namespace = ${namespace}`.execute(tx);
}

/** Has everything written anew, whatever stands there. */
export async function wantAllWritten(tx: Tx, now: Date): Promise<void> {
  await sql`
    update scheme_mirrors set
      acknowledged_version = null, sent_at = coalesce(sent_at, ${now}::timestamptz), next_attempt_at = ${now}, attempts = 0`.execute(
    tx,
  );
}

/** Takes what stands in object storage for a scheme as ours, so that it is kept equal from now on. */
export async function adoptObject(tx: Tx, namespace: string, now: Date): Promise<void> {
  await sql`
    update scheme_mirrors set sent_at = coalesce(sent_at, ${now}::timestamptz), next_attempt_at = ${now}, attempts = 0
    where namespace = ${namespace}`.execute(tx);
}

export type MirrorState = {
  namespace: string;
  equal: boolean;
  blocked: boolean;
  problem: string | null;
  deleted: boolean;
};

/** How the mirrors of schemes stand; of all when no namespace is given. */
export async function readMirrors(db: Db, namespace: string | null): Promise<MirrorState[]> {
  const { rows } = await sql<MirrorState>`
    select scheme_mirrors.namespace, acknowledged_version is not distinct from wanted_version as equal,
      blocked, problem, deleted_at is not null as deleted
    from scheme_mirrors join schemes on schemes.namespace = scheme_mirrors.namespace
    where ${namespace}::text is null or scheme_mirrors.namespace = ${namespace}
    order by scheme_mirrors.namespace`.execute(db);
  return rows;
}
