import { checkLanguage, checkTitle, checkUri } from './forms.ts';
import type { Title } from './metadata.ts';
import { pointTo } from './problems.ts';
import { type FormCheck, formed, objectOf, oneOf, type Reader, type Reading } from './reading.ts';
import { CONTRIBUTOR_TYPES, RESOURCE_TYPES, TITLE_TYPES } from './vocabularies.ts';

/** Readers of fields that several properties share. */

/** An absolute URI. */
export const uri = formed(checkUri);

/** A language tag, as xml:lang carries it. */
export const lang = formed(checkLanguage);

/** Property 10.a, also of related resources. */
export const resourceTypeGeneral = oneOf(RESOURCE_TYPES, 'resourceTypeGeneral');

/** Property 7.a. */
export const contributorType = oneOf(CONTRIBUTOR_TYPES, 'contributorType');

/** Replaces `record[key]` by its checked form, or reports what is wrong with it. */
export function applyCheck<K extends string>(
  record: { [P in K]?: string },
  key: K,
  check: FormCheck | null,
  pointer: string,
  reading: Reading,
): void {
  const text = record[key];
  if (text === undefined || check === null) return;
  const result = check(text);
  if (result.ok) record[key] = result.value;
  else if (reading.forms) reading.problems.add(pointTo(pointer, key), result.detail);
}

/** Property 3, also of related items. */
export const title: Reader<Title> = objectOf({
  noun: 'title',
  required: { title: formed(checkTitle) },
  optional: { titleType: oneOf(TITLE_TYPES, 'titleType'), lang },
});
