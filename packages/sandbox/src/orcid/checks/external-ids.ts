import { RegistryError } from '../errors.ts';
import type { ExternalId } from '../normalise-identifier.ts';
import { GRANT_IDENTIFIER_TYPES, IDENTIFIER_TYPES } from '../vocabularies.ts';

type Needs = { one: boolean; self: boolean };

/** Checks external-ids: known types, values, relationships, and as many as the kind needs. */
export function checkExternalIds(ids: readonly ExternalId[], needs: Needs): void {
  if (needs.one && ids.length === 0) throw invalid('at least one is required');
  for (const id of ids) checkExternalId(id);
  if (needs.self && !ids.some((id) => id['external-id-relationship'] === 'self')) {
    throw invalid('at least one must have the relationship self');
  }
}

/** Checks one external-id. */
export function checkExternalId(id: ExternalId): void {
  const type = id['external-id-type'] ?? '';
  const relationship = id['external-id-relationship'];
  if (type === '') throw invalid('external-id-type is missing');
  if (!IDENTIFIER_TYPES.has(type)) throw invalid(`${type} is no known external-id-type`);
  if ((id['external-id-value'] ?? '').trim() === '') throw invalid(`the ${type} has no external-id-value`);
  if (relationship === null) throw invalid(`the ${type} has no external-id-relationship`);
  if (relationship === 'funded-by' && !GRANT_IDENTIFIER_TYPES.has(type)) {
    throw invalid(`${type} is no identifier of a grant, so it cannot be funded-by`);
  }
}

function invalid(detail: string): RegistryError {
  return new RegistryError(9023, { detail });
}
