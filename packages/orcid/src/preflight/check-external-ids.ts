import { pointTo, quote } from '../messages/problems.ts';
import { type Check, forEach, listIn, type Members, objectIn, textIn } from './rules.ts';

/** Identifiers that a grant can have: only they say by whom a thing was funded. */
const GRANT_TYPES: ReadonlySet<string> = new Set([
  'ark',
  'doi',
  'grant_number',
  'handle',
  'other-id',
  'proposal-id',
  'raid',
  'uri',
  'urn',
]);

/**
 * The identifiers under `member`.
 *
 * @param needsSelf `always`: one of them at least is of the thing itself; `with-version`: when one is of a version
 */
export function checkExternalIds(
  message: Members,
  member: string,
  pointer: string,
  needsSelf: 'always' | 'with-version' | 'never',
  check: Check,
): void {
  const ids = listIn(objectIn(message, member), 'external-id');
  const at = pointTo(pointTo(pointer, member), 'external-id');
  forEach(ids, at, (id, each) => {
    checkExternalId(id, each, check);
  });
  const relationships = ids.map((id) => textIn(id, 'external-id-relationship'));
  const asked =
    needsSelf === 'always' || (needsSelf === 'with-version' && relationships.includes('version-of'));
  if (asked && ids.length > 0 && !relationships.includes('self')) {
    check.report(at, 9023, 'At least one identifier must have the relationship "self".');
  }
}

/** One identifier: its type is known, its relationship said, and `funded-by` is left to grants. */
export function checkExternalId(id: Members, pointer: string, check: Check): void {
  const type = textIn(id, 'external-id-type');
  const relationship = textIn(id, 'external-id-relationship');
  if (type !== null && !check.identifierTypes.has(type)) {
    check.report(
      pointTo(pointer, 'external-id-type'),
      9023,
      `ORCID knows no type of identifiers ${quote(type)}; "other-id" takes any.`,
    );
  }
  if (relationship === null) {
    check.report(
      pointTo(pointer, 'external-id-relationship'),
      9023,
      'Say how the identifier stands to the thing: self, part-of, version-of or funded-by.',
    );
  }
  if (relationship === 'funded-by' && type !== null && !GRANT_TYPES.has(type)) {
    check.report(
      pointTo(pointer, 'external-id-relationship'),
      9023,
      `"funded-by" is for identifiers of grants, not for ${quote(type)}.`,
    );
  }
}
