import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { type Db, transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { registrarPasswordContext } from '../registration.ts';
import { findRegistrarAccount, upsertRegistrarAccount } from './store.ts';

/**
 * Makes or mends an organisation's DataCite account, the password sealed. Repeating it with the same values
 * changes nothing.
 * @returns the account's id
 */
export async function setRegistrarAccount(
  ctx: Pick<AppContext, 'db' | 'secrets' | 'now'>,
  wish: {
    organisationId: string;
    url: string;
    repositoryId: string;
    password: string;
    requestsPerFiveMinutes: number;
  },
): Promise<string> {
  return transact(ctx.db, async (tx) => {
    const before = await findRegistrarAccount(tx, wish.organisationId, wish.repositoryId);
    const id = before?.id ?? randomUUID();
    const context = registrarPasswordContext(id);
    const same =
      before !== null &&
      before.url === wish.url &&
      before.configuredRequestsPerFiveMinutes === wish.requestsPerFiveMinutes &&
      opens(ctx, before.sealedPassword, context) === wish.password;
    if (same) return id;
    await upsertRegistrarAccount(
      tx,
      {
        id,
        organisationId: wish.organisationId,
        registrar: 'datacite',
        url: wish.url,
        repositoryId: wish.repositoryId,
        sealedPassword: ctx.secrets.seal(wish.password, context),
        configuredRequestsPerFiveMinutes: wish.requestsPerFiveMinutes,
      },
      ctx.now(),
    );
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'registrar-account', id },
      action: before === null ? 'create' : 'update',
      actor: { kind: 'service' },
      after: {
        url: wish.url,
        repositoryId: wish.repositoryId,
        requestsPerFiveMinutes: wish.requestsPerFiveMinutes,
      },
    });
    return id;
  });
}

/** Null when the value was sealed with a SECRET_KEY that is no longer used. */
function opens(ctx: Pick<AppContext, 'secrets'>, sealed: string, context: string): string | null {
  try {
    return ctx.secrets.open(sealed, context);
  } catch {
    return null;
  }
}

/** The account of an organisation for one of its repositories at DataCite, or null. */
export async function findRegistrarAccountId(
  db: Db,
  organisationId: string,
  repositoryId: string,
): Promise<string | null> {
  return (await findRegistrarAccount(db, organisationId, repositoryId))?.id ?? null;
}
