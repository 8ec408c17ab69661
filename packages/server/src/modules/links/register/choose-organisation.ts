import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { covers, type Steward } from '../../../http/steward.ts';
import { findOrganisation } from '../../accounts/index.ts';
import type { Scheme } from '../../schemes/index.ts';
import type { RegistrationWish } from './read-wish.ts';

/** Ids by short name; null for one that is none. */
export async function findOrganisations(
  tx: Tx,
  wishes: readonly RegistrationWish[],
): Promise<Map<string, string | null>> {
  const ids = new Map<string, string | null>();
  for (const { organisation } of wishes) {
    if (organisation === undefined || ids.has(organisation)) continue;
    ids.set(organisation, (await findOrganisation(tx, organisation))?.id ?? null);
  }
  return ids;
}

/**
 * Whose a new anchor becomes.
 * @param wished the organisation that was named; null: there is none of that name
 */
export function chooseOrganisation(
  steward: Steward,
  scheme: Scheme,
  wished: string | null | undefined,
): string | AppError {
  if (steward.links !== 'all' && steward.links.length === 0) {
    return new AppError('not-allowed', 'Only curators and administrators of an organisation register links.');
  }
  if (wished === null) {
    return new AppError('invalid-input', 'There is no such organisation.', {
      problems: [{ pointer: '/organisation', detail: 'Give the short name of one of your organisations.' }],
    });
  }
  const id = wished ?? (scheme.shared ? steward.defaultOrganisationId : scheme.organisationId);
  if (id === null) {
    return new AppError('invalid-input', 'You act for several organisations; say for which one.', {
      problems: [{ pointer: '/organisation', detail: 'Give the short name of one of your organisations.' }],
    });
  }
  if (!covers(steward.links, id)) {
    return new AppError(
      'not-allowed',
      scheme.shared
        ? 'Only curators and administrators of an organisation register its links.'
        : `Links of “${scheme.namespace}” are registered by curators and administrators of the organisation that registered the scheme.`,
    );
  }
  if (!scheme.shared && id !== scheme.organisationId) {
    return new AppError(
      'not-allowed',
      `“${scheme.namespace}” is not shared: only the organisation that registered it registers links under it.`,
    );
  }
  return id;
}
