/** The activities of a record that a client may write, as the singular of their section (record API v3.0). */
export const activityKinds = [
  'work',
  'employment',
  'education',
  'qualification',
  'distinction',
  'invited-position',
  'membership',
  'service',
  'funding',
  'peer-review',
  'research-resource',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** What a client may write about the person. */
export const personKinds = [
  'researcher-url',
  'other-name',
  'keyword',
  'external-identifier',
  'address',
] as const;
export type PersonKind = (typeof personKinds)[number];

export const itemKinds: readonly ItemKind[] = [...activityKinds, ...personKinds];
export type ItemKind = ActivityKind | PersonKind;

/** Says whether items of a kind are about the person, and not activities. */
export function isPersonKind(kind: ItemKind): kind is PersonKind {
  return (personKinds as readonly string[]).includes(kind);
}
