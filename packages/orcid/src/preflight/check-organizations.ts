import { isRor } from '@mintmark/identifiers';
import { listWords, pointTo, quote } from '../messages/problems.ts';
import { ORGANIZATION_SOURCES } from '../messages/vocabularies.ts';
import { type Check, listIn, type Members, objectIn, textIn } from './rules.ts';

const IDENTIFIER = 'disambiguated-organization-identifier';

/** An organisation's identifier is of a registry that ORCID knows (9045). */
export function checkOrganization(organization: Members | null, pointer: string, check: Check): void {
  const disambiguated = organization === null ? null : objectIn(organization, 'disambiguated-organization');
  if (disambiguated === null) return;
  const at = pointTo(pointer, 'disambiguated-organization');
  const source = textIn(disambiguated, 'disambiguation-source');
  const identifier = textIn(disambiguated, IDENTIFIER);
  if (source !== null && !ORGANIZATION_SOURCES.includes(source)) {
    check.report(
      pointTo(at, 'disambiguation-source'),
      9045,
      `The source must be ${listWords(ORGANIZATION_SOURCES)}, not ${quote(source)}.`,
    );
  }
  if (source === 'ROR' && identifier !== null && !isRor(identifier)) {
    check.report(
      pointTo(at, IDENTIFIER),
      9045,
      `${quote(identifier)} is no ROR ID, as https://ror.org/04fa4r544.`,
    );
  }
}

/** The address of the organisation of an education or employment: city and country (9060). */
export function checkFullAddress(organization: Members | null, pointer: string, check: Check): void {
  const address = organization === null ? null : objectIn(organization, 'address');
  if (address === null) return;
  for (const member of ['city', 'country']) {
    if (textIn(address, member) !== null) continue;
    const at = pointTo(pointTo(pointer, 'address'), member);
    check.report(at, 9060, `The ${member} of the organisation is required for an education or employment.`);
  }
}

/** The address of the organisation of any other affiliation: a city or region needs its country (9061). */
export function checkPartialAddress(organization: Members | null, pointer: string, check: Check): void {
  const address = organization === null ? null : objectIn(organization, 'address');
  if (address === null || textIn(address, 'country') !== null) return;
  if (textIn(address, 'city') === null && textIn(address, 'region') === null) return;
  const at = pointTo(pointTo(pointer, 'address'), 'country');
  check.report(at, 9061, 'A city or region needs the country of the organisation.');
}

/** An organisation without an identifier is taken where the affiliation has one itself (9062). */
export function checkSomeIdentifier(affiliation: Members, check: Check): void {
  const organization = objectIn(affiliation, 'organization');
  if (organization === null || objectIn(organization, 'disambiguated-organization') !== null) return;
  if (listIn(objectIn(affiliation, 'external-ids'), 'external-id').length > 0) return;
  check.report(
    '/organization/disambiguated-organization',
    9062,
    'Either the organisation or the affiliation itself needs an identifier.',
  );
}
