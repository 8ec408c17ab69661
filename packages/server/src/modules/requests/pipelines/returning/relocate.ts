import type { Tx } from '../../../../db/index.ts';
import { AppError } from '../../../../errors.ts';
import { ensureHome, findChild, readNode, relocateFolder } from '../../../data/index.ts';
import type { PermanentIdRequest } from '../../request.ts';
import { local, StepFailure } from '../step.ts';

const NAMES_TRIED = 1000;

/**
 * Puts the folder back where it was, or beside what has taken its name meanwhile; where its place is gone, into the home
 * of the requester.
 */
export const relocate = local(async (tx, { ctx, request }) => {
  if ((await readNode(tx, request.folderId)) === null) return { kind: 'done', result: { path: null } };
  const now = ctx.now();
  const { originalParentId } = request;
  const isThere = originalParentId !== null && (await readNode(tx, originalParentId)) !== null;
  if (!isThere || !(await putBack(tx, request, originalParentId, now))) {
    const home = await ensureHome(tx, request.organisationId, request.requesterId, now);
    if (!(await putBack(tx, request, home.id, now))) {
      throw new StepFailure('permanent', 'The folder fits neither where it was nor into its owner’s home.');
    }
  }
  return { kind: 'done', result: { path: (await readNode(tx, request.folderId))?.path ?? null } };
});

/** @returns false where the place takes no folder any more */
async function putBack(tx: Tx, request: PermanentIdRequest, parentId: string, now: Date): Promise<boolean> {
  const name = await chooseName(tx, request, parentId);
  try {
    await relocateFolder(tx, {
      folderId: request.folderId,
      parentId,
      name,
      actor: { kind: 'service' },
      now,
    });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'move-not-allowed') return false;
    throw error;
  }
}

async function chooseName(
  tx: Tx,
  { folderId, originalName }: PermanentIdRequest,
  parentId: string,
): Promise<string> {
  for (let number = 1; number <= NAMES_TRIED; number += 1) {
    const name = number === 1 ? originalName : `${originalName} (${number})`;
    const taken = await findChild(tx, parentId, name);
    if (taken === null || taken.id === folderId) return name;
  }
  throw new StepFailure(
    'permanent',
    `There are ${NAMES_TRIED} folders named “${originalName}” there already.`,
  );
}
