import { createHash } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { type Db, transact } from '../../../db/index.ts';
import { recordEvents } from '../../../events.ts';
import type { Content } from '../contents/content.ts';
import { MissingBytesError, openContent } from '../contents/open-content.ts';
import { listHolders, readContent, readVerified, writeVerdict } from '../contents/store.ts';
import { storageUnavailable } from '../contents/write-parts.ts';

export type VerifyContext = Pick<AppContext, 'db' | 'storage' | 'log' | 'now' | 'metrics'>;

/** What reading a content has shown; problem null: its bytes are what was uploaded. */
export type Verdict = { contentId: string; problem: string | null };

/**
 * Reads a content from its first to its last byte and compares it with its checksum. What it finds is written down; bytes
 * that changed are an event of each file that holds them, and so are bytes that are right again.
 * @returns null when there is no such content
 * @throws AppError storage-unavailable: nothing is known then, and nothing written
 */
export async function verifyContent(ctx: VerifyContext, contentId: string): Promise<Verdict | null> {
  const content = await readContent(ctx.db, contentId);
  if (content === null) return null;
  const problem = await findProblem(ctx, content);
  const now = ctx.now();
  const isKnown = await transact(ctx.db, async (tx) => {
    const before = await writeVerdict(tx, contentId, { problem, now });
    if (before === undefined || before === problem) return true;
    const files = await listHolders(tx, contentId);
    await recordEvents(
      tx,
      files.map((id) => ({
        at: now,
        subject: { type: 'file', id },
        action: problem === null ? 'bytes-right-again' : 'bytes-damaged',
        actor: { kind: 'service' },
        before: { problem: before },
        after: { problem, sha256: content.sha256 },
      })),
    );
    return before !== null || problem === null;
  });
  ctx.metrics.verifiedBytes.inc(content.bytes);
  if (!isKnown) {
    ctx.metrics.damagedContents.inc();
    ctx.log.error({ content: contentId, problem }, 'stored bytes are not what was uploaded');
  }
  return { contentId, problem };
}

async function findProblem(ctx: VerifyContext, content: Content): Promise<string | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    // What was wrong once may be right again, restored from a copy.
    const { parts } = content;
    for await (const piece of await openContent(ctx, { bytes: content.bytes, parts, problem: null })) {
      bytes += piece.byteLength;
      hash.update(piece);
    }
  } catch (error) {
    const missing = findMissing(error);
    if (missing !== null) return missing.message;
    throw storageUnavailable(ctx, error);
  }
  if (bytes !== content.bytes) return `${bytes} bytes are there instead of ${content.bytes}`;
  return hash.digest('hex') === content.sha256 ? null : 'the SHA-256 differs';
}

function findMissing(error: unknown): MissingBytesError | null {
  if (error instanceof MissingBytesError) return error;
  return error instanceof Error && error.cause instanceof MissingBytesError ? error.cause : null;
}

/** Whether all of these contents were read and found right at or after a time. */
export async function isVerifiedSince(db: Db, contentIds: readonly string[], since: Date): Promise<boolean> {
  if (contentIds.length === 0) return true;
  const { oldest, damaged } = await readVerified(db, contentIds);
  return damaged === 0 && oldest !== null && oldest >= since;
}
