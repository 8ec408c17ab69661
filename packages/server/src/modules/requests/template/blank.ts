import type { FolderAttribute } from './folder-attribute.ts';
import type { Row } from './row.ts';

export function isBlank(text: string): boolean {
  return text.trim() === '';
}

/**
 * Whether an attribute says nothing. Forms send attributes that nobody filled in, with what they preselect below them;
 * what the template does not know does not count either.
 */
export function isSilent(attribute: FolderAttribute, row: Row): boolean {
  if (!isBlank(attribute.value)) return false;
  const known = attribute.attributes.flatMap((child) => {
    const childRow = row.attributes.find(({ name }) => name === child.name);
    return childRow === undefined ? [] : [{ child, childRow }];
  });
  if (row.keepsBlank) return known.every(({ child, childRow }) => isSilent(child, childRow));
  return known.every(({ child, childRow }) => {
    if (childRow.default !== null && child.value.trim() === childRow.default) return true;
    return isSilent(child, childRow);
  });
}
