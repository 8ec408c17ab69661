import { sql } from 'kysely';
import { type Db, type Tx, textArray } from '../../../db/index.ts';
import { describeSealedColumn } from '../../../db/sealed-columns.ts';
import { payloadContext } from './sealed-payload.ts';

export const sealedArtifacts = describeSealedColumn(
  {
    table: 'oauth_artifacts',
    column: 'sealed',
    key: [
      { column: 'kind', type: 'text' },
      { column: 'value_hash', type: 'bytea' },
    ],
  },
  { contextOf: ({ key: [kind = '', hash = ''] }) => payloadContext(kind, Buffer.from(hash, 'hex')) },
);

export const artifactKinds = [
  'AccessToken',
  'RefreshToken',
  'AuthorizationCode',
  'DeviceCode',
  'Interaction',
] as const;
export type ArtifactKind = (typeof artifactKinds)[number];

/** What is kept of a code, token or request under way; never the value itself. */
export type Artifact = {
  kind: ArtifactKind;
  valueHash: Buffer;
  authorizationId: string | null;
  userCodeHash: Buffer | null;
  scopes: readonly string[];
  sealed: string;
  createdAt: Date;
  expiresAt: Date;
};

/** Writes an artifact, or what has changed of it; the hash of a user code stays as it was. */
export async function putArtifact(tx: Tx, artifact: Artifact): Promise<void> {
  await tx
    .insertInto('oauth_artifacts')
    .values({
      kind: artifact.kind,
      value_hash: artifact.valueHash,
      authorization_id: artifact.authorizationId,
      user_code_hash: artifact.userCodeHash,
      scopes: textArray(artifact.scopes),
      sealed: artifact.sealed,
      created_at: artifact.createdAt,
      expires_at: artifact.expiresAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'value_hash']).doUpdateSet((excluded) => ({
        authorization_id: excluded.ref('excluded.authorization_id'),
        scopes: excluded.ref('excluded.scopes'),
        sealed: excluded.ref('excluded.sealed'),
        expires_at: excluded.ref('excluded.expires_at'),
      })),
    )
    .execute();
}

export type ArtifactRow = {
  valueHash: Buffer;
  authorizationId: string | null;
  sealed: string;
  expiresAt: Date;
  consumedAt: Date | null;
  polledAt: Date | null;
};

const artifactColumns = [
  'value_hash as valueHash',
  'authorization_id as authorizationId',
  'sealed',
  'expires_at as expiresAt',
  'consumed_at as consumedAt',
  'polled_at as polledAt',
] as const;

export async function readArtifact(
  db: Db,
  kind: ArtifactKind,
  valueHash: Buffer,
): Promise<ArtifactRow | null> {
  const row = await db
    .selectFrom('oauth_artifacts')
    .select(artifactColumns)
    .where('kind', '=', kind)
    .where('value_hash', '=', valueHash)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, valueHash: Buffer.from(row.valueHash) };
}

/** Locks the device code with this user code. */
export async function lockDeviceCode(tx: Tx, userCodeHash: Buffer): Promise<ArtifactRow | null> {
  const row = await tx
    .selectFrom('oauth_artifacts')
    .select(artifactColumns)
    .where('kind', '=', 'DeviceCode')
    .where('user_code_hash', '=', userCodeHash)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : { ...row, valueHash: Buffer.from(row.valueHash) };
}

/** Writes what a person decided about a device. */
export async function decideDeviceCode(
  tx: Tx,
  valueHash: Buffer,
  decision: { authorizationId: string | null; scopes: readonly string[]; sealed: string },
): Promise<void> {
  await tx
    .updateTable('oauth_artifacts')
    .set({
      authorization_id: decision.authorizationId,
      scopes: textArray(decision.scopes),
      sealed: decision.sealed,
    })
    .where('kind', '=', 'DeviceCode')
    .where('value_hash', '=', valueHash)
    .execute();
}

/**
 * Notes that a device asked.
 * @returns whether it asked before `allowedSince` already
 */
export async function notePoll(tx: Tx, valueHash: Buffer, now: Date, allowedSince: Date): Promise<boolean> {
  const { rows } = await sql<{ tooSoon: boolean }>`
    update oauth_artifacts set polled_at = ${now} from (
      select value_hash, polled_at from oauth_artifacts
      where kind = 'DeviceCode' and value_hash = ${valueHash} for update
    ) as before
    where oauth_artifacts.kind = 'DeviceCode' and oauth_artifacts.value_hash = before.value_hash
    returning coalesce(before.polled_at > ${allowedSince}, false) as "tooSoon"`.execute(tx);
  return rows[0]?.tooSoon ?? false;
}

/** Marks an artifact as used. @returns false when it was used before: of two at once, one gets it */
export async function consumeArtifact(
  tx: Tx,
  kind: ArtifactKind,
  valueHash: Buffer,
  now: Date,
): Promise<boolean> {
  const row = await tx
    .updateTable('oauth_artifacts')
    .set({ consumed_at: now })
    .where('kind', '=', kind)
    .where('value_hash', '=', valueHash)
    .where('consumed_at', 'is', null)
    .returning('kind')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteArtifact(tx: Tx, kind: ArtifactKind, valueHash: Buffer): Promise<void> {
  await tx
    .deleteFrom('oauth_artifacts')
    .where('kind', '=', kind)
    .where('value_hash', '=', valueHash)
    .execute();
}

/** Deletes every code and token of an authorization. */
export async function deleteArtifactsOf(tx: Tx, authorizationId: string): Promise<void> {
  await tx.deleteFrom('oauth_artifacts').where('authorization_id', '=', authorizationId).execute();
}

export async function insertWrongUserCode(
  tx: Tx,
  wrong: { id: string; accountId: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('wrong_user_codes')
    .values({ id: wrong.id, account_id: wrong.accountId, at: wrong.at })
    .execute();
}

/** How many wrong codes a person typed; until the transaction is over, nobody else's attempt for them is counted. */
export async function countWrongUserCodes(tx: Tx, accountId: string, since: Date): Promise<number> {
  await sql`select from accounts where id = ${accountId} for no key update`.execute(tx);
  const { count } = await tx
    .selectFrom('wrong_user_codes')
    .select((row) => row.fn.countAll<string | number>().as('count'))
    .where('account_id', '=', accountId)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Forgets artifacts that expired before `before`, and wrong user codes of that time. */
export async function deleteExpiredArtifacts(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('oauth_artifacts').where('expires_at', '<=', before).execute();
  await tx.deleteFrom('wrong_user_codes').where('at', '<=', before).execute();
}
