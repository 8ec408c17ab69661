import type { Tx } from '../../db/index.ts';
import type { EventActor } from '../../events.ts';
import type { Versions } from '../../http/etag.ts';
import type { RequestAction, RequestRole } from './moves.ts';
import type { PermanentIdRequest } from './request.ts';

/** A move that is asked for. */
export type MoveWish = {
  requestId: string;
  action: RequestAction;
  /** As whom; of several, the first that may. */
  as: readonly RequestRole[];
  actor: EventActor;
  now: Date;
  /** The versions that it may start from; left out: any. */
  versions?: Versions | null;
  comment?: string | null;
  /** What the requester is not shown. */
  internal?: boolean;
  /** What changes beside the state; what is left out stays. */
  changes?: Partial<
    Pick<PermanentIdRequest, 'assigneeId' | 'label' | 'itemId' | 'permanentId' | 'publishedAt'>
  >;
};

/**
 * The only way in which a request changes its state: locks it, checks version and table, and writes row, history and
 * event.
 * @throws AppError not-found, version-mismatch, move-not-allowed
 */
export async function moveRequest(_tx: Tx, _wish: MoveWish): Promise<PermanentIdRequest> {
  throw new Error('not built yet');
}
