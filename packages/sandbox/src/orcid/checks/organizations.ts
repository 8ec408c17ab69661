import { isRor } from '@mintmark/identifiers';
import { RegistryError } from '../errors.ts';
import type { JsonObject } from '../read-item.ts';
import { isCountry } from '../vocabularies.ts';
import { objectIn, textIn } from './content.ts';

/** Checks an organization that must be there and carry an identifier. */
export function checkOrganization(organization: JsonObject | null): void {
  if (organization === null || textIn(organization, 'name') === null) throw new RegistryError(9046);
  if (!hasIdentifier(organization)) throw new RegistryError(9045);
  checkOrganizationParts(organization);
}

/** Checks an organization as far as it is given: its identifier and its address. */
export function checkOrganizationParts(organization: JsonObject): void {
  const identifier = objectIn(organization, 'disambiguated-organization');
  if (identifier !== null && !isOrganizationIdentifier(identifier)) throw new RegistryError(9045);
  const address = objectIn(organization, 'address');
  const country = textIn(address, 'country');
  if (country === null && (textIn(address, 'city') !== null || textIn(address, 'region') !== null)) {
    throw new RegistryError(9061);
  }
  checkCountry(country);
}

/** Says whether an organization has an identifier, right or wrong. */
export function hasIdentifier(organization: JsonObject | null): boolean {
  return organization !== null && objectIn(organization, 'disambiguated-organization') !== null;
}

/** Checks a country of ISO 3166-1, where there is one. */
export function checkCountry(country: string | null): void {
  if (country !== null && !isCountry(country)) {
    throw new RegistryError(9051, { value: country, enum: 'Iso3166Country' });
  }
}

/** The forms of the identifiers by their source. ORCID looks them up; the stand-in knows only what they look like. */
function isOrganizationIdentifier(identifier: JsonObject): boolean {
  const value = textIn(identifier, 'disambiguated-organization-identifier') ?? '';
  switch (textIn(identifier, 'disambiguation-source')) {
    case 'ROR':
      return value.startsWith('https://ror.org/') && isRor(value);
    case 'FUNDREF':
      return /^https?:\/\/(dx\.)?doi\.org\/10\.13039\/\d+$/.test(value) || /^\d+$/.test(value);
    case 'RINGGOLD':
      return /^\d{1,10}$/.test(value);
    case 'GRID':
      return /^grid\.\d+\.[0-9a-f]+$/.test(value);
    case 'LEI':
      return /^[0-9A-Z]{18}\d{2}$/.test(value);
    default:
      return false;
  }
}
