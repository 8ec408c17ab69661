import type { Db } from '../../../../db/index.ts';
import { OWN_PATH } from '../../pages/signed-in.ts';
import { findDeposits } from '../find-deposits.ts';
import { scopeToWrite } from '../scope.ts';
import { presentOwnRow } from './describe.ts';
import { countWithoutPermission } from './store.ts';

const SHOWN = 10;

/**
 * What the view `orcid-own-deposits` shows of a connection: the newest, and the way to the rest.
 * @returns also `lacking`, how many wait because the permission does not cover them, and `needed`, what would let all be written
 */
export async function presentOwnSection(db: Db, connectionId: string) {
  const found = await findDeposits(db, { connectionId }, { limit: SHOWN }, presentOwnRow);
  const waiting = await countWithoutPermission(db, connectionId);
  const lacking = waiting.filter(({ reason }) => reason === 'scope-missing');
  return {
    lacking: lacking.reduce((sum, { count }) => sum + count, 0),
    needed: [...new Set(waiting.map(({ kind }) => scopeToWrite(kind)))],
    deposits: found.items,
    moreHref: found.next === null ? null : `${OWN_PATH}/${connectionId}/deposits`,
  };
}
