import type { Db } from '../../../../db/index.ts';
import { OWN_PATH } from '../../pages/signed-in.ts';
import { findDeposits } from '../find-deposits.ts';
import { presentOwnRow } from './describe.ts';

const SHOWN = 10;

/** What the view `orcid-own-deposits` shows of a connection: the newest, and the way to the rest. */
export async function presentOwnSection(db: Db, connectionId: string) {
  const found = await findDeposits(db, { connectionId }, { limit: SHOWN }, presentOwnRow);
  return {
    deposits: found.items,
    moreHref: found.next === null ? null : `${OWN_PATH}/${connectionId}/deposits`,
  };
}
