import { AppError } from '../../errors.ts';
import type { Actor } from '../../http/actor.ts';
import type { RequestProblem } from './check-request.ts';
import type { PermanentIdRequest } from './request.ts';
import type { RequestContext } from './request-context.ts';

export type RequestWish = {
  folderId: string;
  /** `DOI` or `ARK`; anything else is refused by its check. */
  type: string;
  comment?: string | null;
};

/** A request was refused; `refusals` has everything that speaks against it. */
export class RequestRefused extends AppError {
  readonly refusals: readonly RequestProblem[];

  constructor(refusals: readonly RequestProblem[]) {
    super('request-refused', refusals[0]?.detail ?? 'This folder cannot be requested for.', {
      problems: refusals.map(({ check, detail, attribute }) => ({
        pointer: attribute === null ? `/checks/${check}` : `/attributes/${attribute}`,
        detail,
      })),
    });
    this.refusals = refusals;
  }
}

/**
 * Requests a permanent identifier for a folder: seals it, reserves its name and plans its staging, in one transaction.
 * @throws AppError not-found, not-allowed; RequestRefused
 */
export async function createRequest(
  _ctx: RequestContext,
  _actor: Actor,
  _wish: RequestWish,
): Promise<PermanentIdRequest> {
  throw new Error('not built yet');
}
