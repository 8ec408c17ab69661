import type { IssuedToken, OrcidState } from './state.ts';

/** Ways in which a registry may renew a token otherwise than it was asked, each a fault kind. */
export const RENEWAL_FAULTS = ['renewal-less-scope', 'renewal-other-orcid'] as const;

export type RenewalFault = (typeof RENEWAL_FAULTS)[number];

/** Whom and what a renewed token is for: as its parent, unless a fault says otherwise. */
export function chooseRenewal(
  state: OrcidState,
  parent: IssuedToken,
  scopes: string[],
  fault: RenewalFault | null,
): Pick<IssuedToken, 'orcid' | 'scopes'> {
  switch (fault) {
    case null:
      return { orcid: parent.orcid, scopes };
    case 'renewal-less-scope':
      return { orcid: parent.orcid, scopes: scopes.filter((scope) => !scope.endsWith('/update')) };
    case 'renewal-other-orcid':
      return { orcid: [...state.people.keys()].find((orcid) => orcid !== parent.orcid) ?? null, scopes };
    default:
      return fault satisfies never;
  }
}
