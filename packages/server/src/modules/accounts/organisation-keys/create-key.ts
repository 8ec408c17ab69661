import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import type { Organisation } from '../organisations/store.ts';
import { createSecret, hashSecret } from '../secret.ts';
import { KEY_PREFIX } from './authenticate-key.ts';
import { insertKey, type ListedKey } from './store.ts';

export const KEY_NAME_LIMIT = 100;
/** Ten years. A key that should live longer is made without an end, and knowingly so. */
export const KEY_LIFE_LIMIT_DAYS = 3653;
const DAY_MS = 86_400_000;

/** What someone wants of a key: its name in the list, and for how many days it works; null: until it is revoked. */
export type KeyWish = { name: string; expiresInDays: number | null };

/** Makes a key of an organisation. Its secret is returned this once and not kept. Whether the actor may is settled before. */
export async function createKey(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  organisation: Organisation,
  wish: KeyWish,
): Promise<{ key: ListedKey; secret: string }> {
  const secret = `${KEY_PREFIX}${createSecret()}`;
  const now = ctx.now();
  const maker = actor.kind === 'person' ? actor : null;
  const key: ListedKey = {
    id: randomUUID(),
    name: wish.name,
    createdBy: maker === null ? null : { name: maker.name, orcid: maker.orcid },
    createdAt: now,
    expiresAt: wish.expiresInDays === null ? null : new Date(now.getTime() + wish.expiresInDays * DAY_MS),
    lastUsedAt: null,
    revokedAt: null,
  };
  await transact(ctx.db, async (tx) => {
    await insertKey(tx, {
      id: key.id,
      organisationId: organisation.id,
      name: key.name,
      secretHash: hashSecret(secret),
      createdBy: maker?.accountId ?? null,
      createdAt: now,
      expiresAt: key.expiresAt,
    });
    await recordEvent(tx, {
      at: now,
      subject: { type: 'organisation-key', id: key.id },
      action: 'create',
      actor: toEventActor(actor),
      after: {
        organisation: organisation.id,
        name: key.name,
        expiresAt: key.expiresAt?.toISOString() ?? null,
      },
    });
  });
  return { key, secret };
}
