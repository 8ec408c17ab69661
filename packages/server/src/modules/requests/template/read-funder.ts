import { FUNDER_IDENTIFIER_TYPES } from '@mintmark/datacite';
import { contributorRow } from './agent-rows.ts';
import { isBlank } from './blank.ts';
import type { FolderAttribute } from './folder-attribute.ts';
import { joinPlace, type PlacedAttribute, placeAttributes } from './places.ts';
import type { Collected, Draft } from './read-attributes.ts';
import type { Row } from './row.ts';

/** Whether a contributor has the role Funder, which CyVerse's template offers and the kernel gave up in version 4. */
export function isFunder(attribute: FolderAttribute, row: Row): boolean {
  return (
    row.name === contributorRow.name &&
    attribute.attributes.some(({ name, value }) => name === 'contributorType' && value.trim() === 'Funder')
  );
}

/** A funder among the contributors, read as the funding reference that the kernel has in its place. */
export function readFunder(draft: Draft, { attribute, place }: PlacedAttribute, collected: Collected): void {
  const list: unknown[] = Array.isArray(draft.fundingReferences) ? draft.fundingReferences : [];
  const at = `/fundingReferences/${list.length}`;
  const entry: Draft = { funderName: attribute.value.trim() };
  collected.origins.set(at, { place, rows: [], own: 'funderName' });
  const identifiers = placeAttributes(attribute.attributes, place).filter(
    (each) => each.attribute.name === 'nameIdentifier' && !isBlank(each.attribute.value),
  );
  const [first, ...others] = identifiers;
  if (first !== undefined) readIdentifier(entry, at, first, collected);
  for (const other of others) {
    const detail = 'A funder has one identifier; remove the others.';
    collected.problems.push({ attribute: other.place, detail });
  }
  draft.fundingReferences = [...list, entry];
}

function readIdentifier(
  entry: Draft,
  at: string,
  { attribute, place }: PlacedAttribute,
  collected: Collected,
): void {
  const scheme = attribute.attributes.find(({ name }) => name === 'nameIdentifierScheme')?.value.trim() ?? '';
  const type = FUNDER_IDENTIFIER_TYPES.find((known) => known === scheme);
  const schemePlace = joinPlace(place, 'nameIdentifierScheme');
  if (type === undefined) {
    const detail = `The identifier of a funder is of one of these kinds: ${FUNDER_IDENTIFIER_TYPES.join(', ')}; choose one, or name a person as a contributor of another role.`;
    collected.problems.push({ attribute: schemePlace, detail });
    return;
  }
  Object.assign(entry, { funderIdentifier: attribute.value.trim(), funderIdentifierType: type });
  collected.origins.set(`${at}/funderIdentifier`, { place, rows: [], own: null });
  collected.origins.set(`${at}/funderIdentifierType`, { place: schemePlace, rows: [], own: null });
}
