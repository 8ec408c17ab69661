import { RegistryError } from '../errors.ts';
import type { Kind } from '../kinds.ts';
import type { JsonObject } from '../read-item.ts';
import { textIn } from './content.ts';
import { checkCountry } from './organizations.ts';

/** What each kind of fact about a person cannot be without. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'researcher-url': ['url'],
  'other-name': ['content'],
  keyword: ['content'],
  'external-identifier': ['external-id-type', 'external-id-value', 'external-id-relationship'],
  address: ['country'],
};

/** Checks a fact about a person. Identifiers of people may have any type. */
export function checkPersonItem(kind: Kind, content: JsonObject): void {
  const missing = REQUIRED[kind.name]?.find((name) => textIn(content, name) === null);
  if (missing !== undefined) throw new RegistryError(9020, { detail: `${missing} is missing` });
  const url = textIn(content, 'url');
  if (url !== null && !URL.canParse(url)) {
    throw new RegistryError(9020, { detail: `${url} is no address` });
  }
  checkCountry(textIn(content, 'country'));
}
