import type { ItemKind } from '@mintmark/orcid';

/** What a client needs to write something of a kind, as the person grants it. */
export function scopeToWrite(kind: ItemKind): string {
  switch (kind) {
    case 'researcher-url':
    case 'other-name':
    case 'keyword':
    case 'external-identifier':
    case 'address':
      return '/person/update';
    default:
      return '/activities/update';
  }
}
