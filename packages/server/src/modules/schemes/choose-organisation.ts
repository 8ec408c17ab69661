import type { Db } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { covers, type Steward } from '../../http/steward.ts';
import { findOrganisation, readFirstOrganisation } from '../accounts/index.ts';

/**
 * The organisation that what a steward makes will belong to.
 * @param slug undefined: the steward's own, or the only one that they manage; for other operators the first of this service
 * @throws AppError invalid-input when there are several or none of that name, not-allowed
 */
export async function chooseOrganisationId(
  db: Db,
  { schemes, defaultOrganisationId }: Steward,
  slug: string | undefined,
): Promise<string> {
  if (slug !== undefined) {
    const found = await findOrganisation(db, slug);
    if (found !== null && covers(schemes, found.id)) return found.id;
    if (schemes !== 'all') {
      throw new AppError('not-allowed', `Only administrators of “${slug}” register anything for it.`);
    }
    throw wrongOrganisation('There is no such organisation.');
  }
  if (defaultOrganisationId !== null && covers(schemes, defaultOrganisationId)) return defaultOrganisationId;
  if (schemes === 'all') return (await readFirstOrganisation(db)).id;
  const [only] = schemes;
  if (only === undefined) {
    throw new AppError('not-allowed', 'Only administrators of an organisation do this.');
  }
  if (schemes.length > 1) throw wrongOrganisation('Give the short name of one of your organisations.');
  return only;
}

function wrongOrganisation(detail: string): AppError {
  return new AppError('invalid-input', 'It is not clear which organisation this will belong to.', {
    problems: [{ pointer: '/querystring/organisation', detail }],
  });
}
