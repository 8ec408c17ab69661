import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type PersonActor, type Scope, toEventActor } from '../../../http/actor.ts';
import { allowClient } from '../authorizations/allow-client.ts';
import { findClient, type KnownClient } from '../oauth-clients/clients.ts';
import { hashSecret } from '../secret.ts';
import { readScopes } from './scopes.ts';
import { type KeptPayload, openPayload, sealPayload } from './sealed-payload.ts';
import { countWrongUserCodes, decideDeviceCode, insertWrongUserCode, lockDeviceCode } from './store.ts';

type DeviceContext = Pick<AppContext, 'db' | 'now' | 'secrets'>;

/** A program on another device that waits for a decision. */
export type WaitingDevice = { client: KnownClient; scopes: Scope[] };

/** So many wrong codes in so much time, and no more are tried (RFC 8628 section 5.1). */
export const WRONG_CODES_LIMIT = 10;
const WRONG_CODES_WINDOW_MS = 3_600_000;

/**
 * The device that shows this user code and still waits; null when there is none, which counts as a wrong code.
 * @param userCode eight letters, or null for what cannot be a code, which need not be counted
 * @throws AppError too-many-requests when the person has typed too many wrong ones
 */
export async function findWaitingDevice(
  ctx: DeviceContext,
  person: PersonActor,
  userCode: string | null,
): Promise<WaitingDevice | null> {
  if (userCode === null) return null;
  return transact(ctx.db, async (tx) => {
    const locked = await lockWaiting(ctx, tx, person, userCode);
    return locked === null ? null : { client: locked.client, scopes: locked.scopes };
  });
}

/**
 * Writes a person's decision for the device that shows this user code.
 * @param chosen the scopes that are allowed; null: it is not allowed
 * @returns the device's program, or null when no such device waits any more
 * @throws AppError too-many-requests
 */
export async function decideDevice(
  ctx: DeviceContext,
  person: PersonActor,
  userCode: string | null,
  chosen: readonly Scope[] | null,
): Promise<KnownClient | null> {
  if (userCode === null) return null;
  return transact(ctx.db, async (tx) => {
    const locked = await lockWaiting(ctx, tx, person, userCode);
    if (locked === null) return null;
    const { client, valueHash, payload } = locked;
    const now = ctx.now();
    if (chosen === null) {
      await recordEvent(tx, {
        at: now,
        subject: { type: 'oauth-client', id: client.id },
        action: 'deny-device',
        actor: toEventActor(person),
      });
      const denied = { ...payload, error: 'access_denied', errorDescription: 'The person did not allow it.' };
      await decideDeviceCode(tx, valueHash, {
        authorizationId: null,
        scopes: [],
        sealed: sealPayload(ctx.secrets, 'DeviceCode', valueHash, denied),
      });
      return client;
    }
    const authorizationId = await allowClient(tx, person, client, chosen, now);
    const allowed = { ...payload, accountId: person.accountId, scope: chosen.join(' ') };
    await decideDeviceCode(tx, valueHash, {
      authorizationId,
      scopes: chosen,
      sealed: sealPayload(ctx.secrets, 'DeviceCode', valueHash, allowed),
    });
    return client;
  });
}

type Locked = WaitingDevice & { valueHash: Buffer; payload: KeptPayload };

async function lockWaiting(
  ctx: DeviceContext,
  tx: Tx,
  person: PersonActor,
  userCode: string,
): Promise<Locked | null> {
  const now = ctx.now();
  const since = new Date(now.getTime() - WRONG_CODES_WINDOW_MS);
  if ((await countWrongUserCodes(tx, person.accountId, since)) >= WRONG_CODES_LIMIT) {
    throw new AppError('too-many-requests', 'You have typed too many wrong codes. Try again in an hour.');
  }
  const row = await lockDeviceCode(tx, hashSecret(userCode));
  if (row !== null && row.expiresAt > now) {
    const payload = openPayload(ctx.secrets, 'DeviceCode', row);
    const client = payload === null ? null : await findClient(tx, String(payload.clientId));
    if (
      payload !== null &&
      client !== null &&
      payload.accountId === undefined &&
      payload.error === undefined
    ) {
      return {
        client,
        scopes: readScopes((payload.params as { scope?: unknown } | undefined)?.scope),
        valueHash: row.valueHash,
        payload,
      };
    }
  }
  await insertWrongUserCode(tx, { id: randomUUID(), accountId: person.accountId, at: now });
  return null;
}
