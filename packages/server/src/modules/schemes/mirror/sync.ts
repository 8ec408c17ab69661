import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import type { Scheme } from '../scheme.ts';
import { readAnyScheme } from '../store.ts';
import { claimMirror, type DueMirror, type MirrorOutcome, markSent, settleMirror } from './store.ts';

export type MirrorContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'storage'>;

/** Longer than one attempt may take: object storage is given up on after some minutes. */
const CLAIM_MS = 10 * 60_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
const PROBLEM_LIMIT = 500;

/** Where a scheme stands in object storage. */
export function mirrorKey(ctx: Pick<AppContext, 'config'>, namespace: string): string {
  return `${ctx.config.identifierPath}/${namespace}.json`;
}

/**
 * Brings object storage in line with the scheme that is due first.
 *
 * What stands there and was not written by us is left alone until somebody imports or exports: a bucket of an Identity
 * Resolver holds its operator's work.
 * @returns whether there was one
 */
export async function syncNextMirror(ctx: MirrorContext): Promise<boolean> {
  const now = ctx.now();
  const claim = randomUUID();
  const until = new Date(now.getTime() + CLAIM_MS);
  const due = await transact(ctx.db, (tx) => claimMirror(tx, { claim, now, until }));
  if (due === null) return false;
  const outcome = await attempt(ctx, due, claim).catch((error: unknown): MirrorOutcome => {
    ctx.log.warn({ err: error, scheme: due.namespace }, 'a scheme could not be written to object storage');
    const message = error instanceof Error ? error.message : String(error);
    return postpone(ctx, due, message.slice(0, PROBLEM_LIMIT) || 'Object storage did not answer.', false);
  });
  await transact(ctx.db, (tx) => settleMirror(tx, due.namespace, claim, outcome, ctx.now()));
  return true;
}

async function attempt(ctx: MirrorContext, due: DueMirror, claim: string): Promise<MirrorOutcome> {
  const scheme = await readAnyScheme(ctx.db, due.namespace);
  if (scheme === null) throw new Error(`the scheme ${due.namespace} disappeared`);
  const acknowledged = { acknowledgedVersion: scheme.version };
  const key = mirrorKey(ctx, due.namespace);
  if (!due.sent) {
    const standing = await ctx.storage.get(key);
    if (standing === null && scheme.deletedAt !== null) return acknowledged;
    if (standing !== null && !holds(standing, scheme)) {
      if (scheme.deletedAt !== null) return acknowledged;
      return postpone(
        ctx,
        due,
        `${key} holds something that was not written by this service. Import it, or export to overwrite it.`,
        true,
      );
    }
    const isOurs = await transact(ctx.db, (tx) => markSent(tx, due.namespace, claim, ctx.now()));
    if (!isOurs) throw new Error('another process has taken this on');
  }
  if (scheme.deletedAt !== null) await ctx.storage.delete(key);
  else await ctx.storage.put(key, formatDocument(scheme), { contentType: 'application/json' });
  return acknowledged;
}

function postpone(ctx: MirrorContext, due: DueMirror, problem: string, blocked: boolean): MirrorOutcome {
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(due.attempts, 20));
  return { problem, blocked, nextAttemptAt: new Date(ctx.now().getTime() + waitMs) };
}

function formatDocument({ document }: Scheme): Uint8Array {
  return Buffer.from(`${JSON.stringify(document, null, 2)}\n`);
}

function holds(standing: Uint8Array, { document }: Scheme): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(Buffer.from(standing).toString('utf8')), document);
  } catch {
    return false;
  }
}

/** Works off every mirror that is due now. */
export async function syncSchemeMirrors(ctx: MirrorContext): Promise<void> {
  while (await syncNextMirror(ctx));
}
