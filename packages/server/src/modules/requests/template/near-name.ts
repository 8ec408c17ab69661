import type { FolderAttribute } from './folder-attribute.ts';

/** A sentence about an attribute that was probably meant to be the missing one, such as `Title` for title; else ''. */
export function hintAtNearName(attributes: readonly FolderAttribute[], missing: string): string {
  const near = attributes.find(({ name }) => name !== missing && fold(name) === fold(missing));
  if (near === undefined) return '';
  // A fold of the name of a template is short; what it was folded from need not be.
  const shown = near.name
    .slice(0, 60)
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ');
  return ` There is “${shown}”; its name has to be ${missing}.`;
}

/** Capitals, spaces and an s at the end are what people get wrong when they type names by hand. */
function fold(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_:-]+/g, '')
    .replace(/s$/, '');
}
