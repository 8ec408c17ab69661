import type { AppContext } from '../../context.ts';
import type { Tx } from '../../db/index.ts';
import type { EventActor } from '../../events.ts';
import { readNode } from '../data/index.ts';
import { type RequestNews, tellOfRequest } from '../notifications/index.ts';
import type { PermanentIdRequest } from './request.ts';

type Matter<News> = News extends unknown ? Omit<News, 'request' | 'actor' | 'occasion'> : never;
/** What happened, without whom and where. */
export type RequestMatter = Matter<RequestNews>;

/**
 * Tells everybody whom it concerns what became of a request, in the transaction of the move.
 * @param occasion a name for this one time; left out: the version that the move led to
 */
export async function tellOfMove(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'now'>,
  request: PermanentIdRequest,
  actor: EventActor,
  matter: RequestMatter,
  occasion = `version-${request.version}`,
): Promise<void> {
  const found = await readNode(tx, request.folderId);
  await tellOfRequest(tx, ctx, {
    request: {
      id: request.id,
      organisationId: request.organisationId,
      type: request.type,
      label: request.label,
      folderName: found?.node.name ?? request.originalName,
      path: found?.path ?? request.originalPath,
      requesterId: request.requesterId,
      assigneeId: request.assigneeId,
    },
    actor,
    occasion,
    ...matter,
  });
}
