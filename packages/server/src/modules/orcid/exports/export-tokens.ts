import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type PersonActor, toEventActor } from '../../../http/actor.ts';
import { type Organisation, requireFreshSession } from '../../accounts/index.ts';
import { encryptPieces, type Recipient } from '../age/encrypt.ts';
import { clearEncrypted, insertExport, takeExport } from './store.ts';
import { writeJson } from './write-export.ts';

type TokenExportContext = Pick<AppContext, 'ageTurnstile' | 'config' | 'db' | 'now' | 'secrets'>;

/** How long an export waits to be taken. */
const WAITS_MS = 10 * 60_000;
/** It is held in memory while it is encrypted. */
const SIZE_LIMIT = 64 * 1024 * 1024;
const CONNECTIONS_LIMIT = 100_000;
export const exportLimits = { reason: 500, leastPassphrase: 16, passphrase: 200, recipient: 100 };

/**
 * Makes an export with tokens, encrypted before it is stored, which its maker may take once within ten minutes.
 * @returns its id
 * @throws AppError not-allowed without a fresh sign-in; invalid-input for a public key that is none; too-many-requests while
 *   others make theirs
 */
export async function exportTokens(
  ctx: TokenExportContext,
  person: PersonActor,
  organisation: Organisation,
  wish: { reason: string; recipient: Recipient },
): Promise<string> {
  await requireFreshSession(ctx, person);
  const { encrypted, connections } = await ctx.ageTurnstile(() =>
    encryptAll(ctx, organisation, wish.recipient),
  );
  const id = randomUUID();
  const now = ctx.now();
  await transact(ctx.db, async (tx) => {
    await insertExport(tx, {
      id,
      organisationId: organisation.id,
      accountId: person.accountId,
      reason: wish.reason,
      connections,
      encrypted,
      createdAt: now,
      expiresAt: new Date(now.getTime() + WAITS_MS),
    });
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-export', id },
      action: 'export-tokens',
      actor: toEventActor(person),
      after: {
        organisationId: organisation.id,
        connections,
        encryptedFor: 'passphrase' in wish.recipient ? 'passphrase' : wish.recipient.publicKey,
      },
      reason: wish.reason,
    });
  });
  return id;
}

async function encryptAll(
  ctx: TokenExportContext,
  organisation: Organisation,
  recipient: Recipient,
): Promise<{ encrypted: Buffer; connections: number }> {
  const pieces: string[] = [];
  let size = 0;
  for await (const piece of writeJson(ctx, organisation, true)) {
    pieces.push(piece);
    size += piece.length;
    if (size > SIZE_LIMIT || pieces.length > CONNECTIONS_LIMIT) {
      throw new AppError('invalid-input', 'There are too many connections for one file. Ask the operator.');
    }
  }
  // Besides its beginning and its end.
  return { encrypted: await encryptPieces(pieces, recipient), connections: pieces.length - 2 };
}

/** Gives an export to its maker, once. @throws AppError not-found when it was taken, is too old, or is somebody else's */
export async function takeTokenExport(
  ctx: Pick<AppContext, 'db' | 'now'>,
  person: PersonActor,
  organisation: Organisation,
  id: string,
): Promise<Buffer> {
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const { accountId } = person;
    const encrypted = await takeExport(tx, { id, organisationId: organisation.id, accountId, now });
    if (encrypted === null) {
      throw new AppError(
        'not-found',
        'There is no such file for you. A file can be taken once, within ten minutes, by who made it. Make another one.',
      );
    }
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-export', id },
      action: 'take',
      actor: toEventActor(person),
    });
    return encrypted;
  });
}

/** Forgets files that nobody took in time. */
export async function clearTokenExports(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  await transact(ctx.db, (tx) => clearEncrypted(tx, ctx.now()));
}
