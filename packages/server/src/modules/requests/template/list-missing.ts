import { isSilent } from './blank.ts';
import type { AttributeProblem, FolderAttribute } from './folder-attribute.ts';
import { hintAtNearName } from './near-name.ts';
import { joinPlace, placeAttributes } from './places.ts';
import type { Row } from './row.ts';
import { rows } from './rows.ts';

/**
 * What the template asks for and is not filled in. It asks for more than DataCite does, which `toMetadata` speaks for: a
 * curator may waive the difference.
 */
export function listMissing(attributes: readonly FolderAttribute[]): AttributeProblem[] {
  return listMissingBelow(attributes, { place: '', rows });
}

function listMissingBelow(
  attributes: readonly FolderAttribute[],
  parent: { place: string; rows: readonly Row[] },
): AttributeProblem[] {
  const placed = placeAttributes(attributes, parent.place);
  return parent.rows.flatMap((row) => {
    if (row.filledBy === 'service') return [];
    const given = placed.filter(({ attribute }) => attribute.name === row.name && !isSilent(attribute, row));
    if (given.length === 0 && row.required) {
      const detail = `Fill this in. ${row.help}${hintAtNearName(attributes, row.name)}`;
      return [{ attribute: joinPlace(parent.place, row.name), detail }];
    }
    return given.flatMap(({ attribute, place }) =>
      listMissingBelow(attribute.attributes, { place, rows: row.attributes }),
    );
  });
}
