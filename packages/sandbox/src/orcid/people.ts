import { computeCheckDigit } from '@mintmark/identifiers';
import type { Visibility } from './vocabularies.ts';

/**
 * Someone with an ORCID record at the stand-in. `orcid` is the bare iD.
 * `name` is what the token response says; null, with the other names, where the person keeps the name from the public.
 */
export type Person = {
  orcid: string;
  name: string | null;
  givenName: string | null;
  familyName: string | null;
  /** What clients add gets this visibility; default: public. */
  defaultVisibility?: Visibility;
  biography?: string | null;
  emails?: readonly Email[];
};

export type Email = { email: string; visibility: Visibility; verified: boolean; primary: boolean };

/** ORCID's own example people, and one example iD whose name is not public. */
export const EXAMPLE_PEOPLE: readonly Person[] = [
  { orcid: '0000-0002-1825-0097', name: 'Josiah Carberry', givenName: 'Josiah', familyName: 'Carberry' },
  { orcid: '0000-0001-2345-6789', name: 'Sofia Garcia', givenName: 'Sofia', familyName: 'Garcia' },
  { orcid: '0000-0001-5109-3700', name: 'Laure Haak', givenName: 'Laure', familyName: 'Haak' },
  { orcid: '0000-0002-1694-233X', name: null, givenName: null, familyName: null },
];

/** Within the block of numbers that ORCID gives out: 0009-0009-0000-000. */
const FIRST_NUMBER = 900_090_000_000;

/** Makes the person number `index` of a crowd: always the same iD and name for the same number. */
export function makePerson(index: number): Person {
  const digits = String(FIRST_NUMBER + index).padStart(15, '0');
  const check = computeCheckDigit('mod11-2', digits) ?? '';
  const orcid = (digits + check).replace(/(.{4})(?=.)/g, '$1-');
  const familyName = `Person ${index}`;
  return { orcid, name: `Test ${familyName}`, givenName: 'Test', familyName };
}
