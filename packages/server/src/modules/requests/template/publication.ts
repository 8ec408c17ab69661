import type { FolderAttribute } from './folder-attribute.ts';

/** What the service writes onto a folder when it is published. */
export type Publication = { identifier: string; identifierType: 'DOI' | 'ARK'; publishedAt: Date };

const WRITTEN: ReadonlySet<string> = new Set([
  'identifier',
  // Curators of CyVerse add it beside the identifier by hand.
  'identifierType',
  'publicationYear',
  'datePublished',
]);

/**
 * The attributes with identifier, identifierType, publicationYear and datePublished (UTC) in place of what was there of
 * these. Writing the same publication twice changes nothing.
 */
export function writePublication(
  attributes: readonly FolderAttribute[],
  { identifier, identifierType, publishedAt }: Publication,
): FolderAttribute[] {
  const date = publishedAt.toISOString().slice(0, 10);
  const leaf = (name: string, value: string, below: FolderAttribute[] = []): FolderAttribute => {
    return { name, value, attributes: below };
  };
  return [
    ...attributes.filter(({ name }) => !WRITTEN.has(name)),
    leaf('identifier', identifier, [leaf('identifierType', identifierType)]),
    leaf('publicationYear', date.slice(0, 4)),
    leaf('datePublished', date),
  ];
}
