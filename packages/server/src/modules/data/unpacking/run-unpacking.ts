import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, accountIdOf, toEventActor } from '../../../http/actor.ts';
import { actLater } from '../../accounts/index.ts';
import type { Content } from '../contents/content.ts';
import { deleteUnheldContent } from '../contents/delete-content.ts';
import { readContent } from '../contents/store.ts';
import { writeContent } from '../contents/write-content.ts';
import { createFolders } from '../create-folders.ts';
import { placeFiles } from '../files/place-files.ts';
import { requireNode } from '../find-node.ts';
import { requireQuota } from '../quotas/count-usage.ts';
import { ArchiveRefusedError, openArchive } from './read-archive.ts';
import { readEntry } from './read-entry.ts';
import { endUnpacking, lockClaimed, renewUnpacking } from './store.ts';
import { ClaimLostError, type Unpacking, type UnpackingClaim } from './unpacking.ts';

export type UnpackContext = Pick<AppContext, 'config' | 'db' | 'storage' | 'log' | 'now'>;

export const CLAIM_MS = 60_000;
const RENEW_EVERY_MS = 5_000;

/**
 * Unpacks an archive: first its list is judged, then each file is stored as a content that nothing holds, at last one
 * transaction places them all. Whatever happens before leaves nothing.
 * @throws ArchiveRefusedError, AppError when it is refused; ClaimLostError; whatever the database or storage fails with
 */
export async function runUnpacking(
  ctx: UnpackContext,
  unpacking: Unpacking,
  claim: UnpackingClaim,
): Promise<void> {
  const actor = await actorOf(ctx, unpacking);
  const { node: archive } = await requireNode(ctx.db, actor, unpacking.fileId, 'read');
  const { node: folder } = await requireNode(ctx.db, actor, unpacking.folderId, 'write');
  const source = archive.content === null ? null : await readContent(ctx.db, archive.content.id);
  if (source === null) throw new ArchiveRefusedError('The archive is there no more.');
  const opened = await openArchive(ctx, source);
  const { organisationId } = folder;
  const ownerId = accountIdOf(actor) ?? folder.ownerId;
  const contents: Content[] = [];
  const holding = keepClaim(ctx, claim, () => ({
    filesTotal: opened.files.length,
    filesDone: contents.length,
  }));
  try {
    await requireQuota(ctx.db, { organisationId, ownerId, bytes: opened.bytes });
    for (const file of opened.files) {
      if (claim.isStopped() || holding.isLost()) throw new ClaimLostError();
      const bytes = readEntry(ctx, source, opened, file);
      contents.push(await writeContent(ctx, bytes, { organisationId, maxBytes: file.bytes }));
    }
    await transact(ctx.db, async (tx) => {
      if (!(await lockClaimed(tx, unpacking.id, claim.by))) throw new ClaimLostError();
      const now = ctx.now();
      const folders = await createFolders(tx, {
        parentId: folder.id,
        paths: opened.folders,
        ownerId,
        actor,
        now,
      });
      const files = opened.files.flatMap(({ path }, index) => {
        const content = contents[index];
        const slash = path.lastIndexOf('/');
        const folderId = slash < 0 ? folder.id : folders.get(path.slice(0, slash));
        if (content === undefined || folderId === undefined) return [];
        return [{ folderId, name: path.slice(slash + 1), content, mediaType: null, ownerId }];
      });
      if (files.length < opened.files.length) throw new Error('a folder of an archive was not made');
      await placeFiles(tx, { files, replaces: false, actor, now });
      await recordEvent(tx, {
        at: now,
        subject: { type: 'folder', id: folder.id },
        action: 'archive-unpack',
        actor: toEventActor(actor),
        after: { archive: archive.name, files: files.length, bytes: opened.bytes },
      });
      await endUnpacking(tx, unpacking.id, { state: 'done', problem: null, filesDone: files.length, now });
    });
  } catch (error) {
    for (const content of contents) await deleteUnheldContent(ctx, content);
    throw error;
  } finally {
    await holding.end();
    opened.zip.close();
  }
}

/** Renews the claim and tells the progress now and then, however long one file takes. */
function keepClaim(
  ctx: UnpackContext,
  claim: UnpackingClaim,
  progress: () => { filesTotal: number; filesDone: number },
): { isLost(): boolean; end(): Promise<void> } {
  let isLost = false;
  let renewing: Promise<void> | null = null;
  const renew = async (): Promise<void> => {
    const until = new Date(ctx.now().getTime() + CLAIM_MS);
    isLost = !(await transact(ctx.db, (tx) => renewUnpacking(tx, { ...claim, until }, progress())));
  };
  const timer = setInterval(() => {
    renewing ??= renew()
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'a claim could not be renewed'))
      .finally(() => {
        renewing = null;
      });
  }, RENEW_EVERY_MS);
  timer.unref();
  return {
    isLost: () => isLost,
    async end() {
      clearInterval(timer);
      await renewing;
    },
  };
}

/** Rights are read anew: who was put out meanwhile unpacks there no more. */
async function actorOf(ctx: UnpackContext, unpacking: Unpacking): Promise<Actor> {
  const { id, accountId } = unpacking;
  if (accountId === null) return { kind: 'operator' };
  const actor = await actLater(ctx.db, ctx, { id, accountId, scopes: ['data:read', 'data:write'] });
  if (actor === null) throw new AppError('not-allowed', 'Who asked for it is not here any more.');
  return actor;
}
