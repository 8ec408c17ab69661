import type { ApplicationIdentifier, SchemeDocument } from '../../../anchors/scheme-document.ts';

const MEMBERS = [
  'id',
  'namespace',
  'title',
  'profile',
  'namespaceURI',
  'namespaceProfile',
  'applicationIdentifiers',
] as const satisfies (keyof SchemeDocument)[];

const IDENTIFIER_MEMBERS = [
  'title',
  'label',
  'shortcode',
  'ai',
  'type',
  'regex',
  'qualifiers',
  'qualifierSequences',
  'format',
  'grammar',
  'checkDigit',
  'examples',
  'fallback',
] as const satisfies (keyof ApplicationIdentifier)[];

/** The same document with its members in the order in which people read them; the database keeps another one. */
export function arrangeDocument(document: SchemeDocument): SchemeDocument {
  return {
    ...arrange(document, MEMBERS),
    applicationIdentifiers: document.applicationIdentifiers.map((each) => arrange(each, IDENTIFIER_MEMBERS)),
  };
}

function arrange<T extends object>(members: T, order: readonly (keyof T)[]): T {
  const known = order.filter((name) => members[name] !== undefined);
  return Object.fromEntries(known.map((name) => [name, members[name]])) as T;
}
