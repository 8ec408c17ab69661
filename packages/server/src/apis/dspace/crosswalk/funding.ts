import type { FundingReference } from '@mintmark/datacite';
import { normalizeDoi, normalizeRor, rorToUrl } from '@mintmark/identifiers';
import { listRoom, type Room } from './room.ts';
import { confirmedValue } from './values.ts';

/** OpenAIRE's name of a grant: info:eu-repo/grantAgreement/{funder}/{programme}/{award}, and more that we do not need. */
const GRANT = /^info:eu-repo\/grantAgreement\/([^/]+)\/[^/]*\/([^/]+)(?:\/.*)?$/i;

type Funder = Pick<FundingReference, 'funderIdentifier' | 'funderIdentifierType' | 'schemeUri'>;

/** A funder by its ROR ID or Crossref Funder ID. */
function readFunder(text: string | null): (Funder & { funderIdentifier: string }) | null {
  if (text === null) return null;
  const ror = normalizeRor(text);
  if (ror !== null) {
    return {
      funderIdentifier: rorToUrl(ror),
      funderIdentifierType: 'ROR',
      schemeUri: 'https://ror.org',
    };
  }
  const doi = normalizeDoi(text);
  if (doi === null || !/^10\.13039\/\d+$/.test(doi)) return null;
  return { funderIdentifier: `https://doi.org/${doi}`, funderIdentifierType: 'Crossref Funder ID' };
}

/** Property 19: the funder by name, with its identifier as authority. Awards are no field of their own, and are kept. */
export const fundingReferences: Room = listRoom('fundingReferences', {
  kindOf: () => '',
  read({ funderName, funderIdentifier }) {
    return confirmedValue(
      funderName,
      undefined,
      readFunder(funderIdentifier ?? null)?.funderIdentifier ?? null,
    );
  },
  write({ value, authority }, _kind, previous) {
    const grant = GRANT.exec(value.trim());
    const funder = readFunder(authority);
    if (grant !== null) return { entry: { funderName: grant[1] ?? '', awardNumber: grant[2] ?? '' } };
    if (previous === null) return { entry: { funderName: value, ...funder } };
    const { funderIdentifier, funderIdentifierType, schemeUri, ...kept } = previous;
    const isUnread = funderIdentifier !== undefined && readFunder(funderIdentifier) === null;
    const identifier =
      funder ??
      (isUnread && {
        funderIdentifier,
        ...(funderIdentifierType !== undefined && { funderIdentifierType }),
        ...(schemeUri !== undefined && { schemeUri }),
      });
    return { entry: { ...kept, funderName: value, ...identifier } };
  },
});
