import type { Db } from '../../db/index.ts';
import type { Actor } from '../../http/actor.ts';

/** What may speak against a request, in the order in which it is asked. */
export const requestChecks = [
  'owned',
  'a-folder',
  'not-an-area',
  'not-empty',
  'not-in-a-request',
  'name-not-staged',
  'name-not-published',
  'no-identifier',
  'metadata',
  'type-known',
  'not-requested',
] as const;
export type RequestCheck = (typeof requestChecks)[number];

/** Something that speaks against a request. */
export type RequestProblem = {
  check: RequestCheck;
  /** What CyVerse's API answers: its code, its status, and further members of its envelope. */
  cyverse: { code: string; status: number; reason: string; extra: Readonly<Record<string, string>> };
  /** What and what to do, in one sentence. */
  detail: string;
  /** The attribute that it is about, such as `creator[2]/nameIdentifier`. */
  attribute: string | null;
};

/**
 * Everything that speaks against a request for a permanent identifier of a folder, in the order of the checks.
 * @param type as it was asked for; need not be one that there is
 * @throws AppError not-found where the actor may not read the folder
 */
export async function checkRequest(
  _db: Db,
  _actor: Actor,
  _folderId: string,
  _type: string,
): Promise<RequestProblem[]> {
  throw new Error('not built yet');
}
