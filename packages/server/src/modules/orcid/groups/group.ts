/** What ORCID takes as the type of a group of peer reviews. */
export const groupTypes = [
  'publisher',
  'institution',
  'journal',
  'conference',
  'newspaper',
  'newsletter',
  'magazine',
  'peer-review service',
] as const;
export type GroupType = (typeof groupTypes)[number];

/** What a group is made with, beside its id. */
export type GroupRecord = { name: string; description: string; type: GroupType };

/** A group that the registry has, found there or made. */
export type Group = {
  id: string;
  seq: number;
  orcidClientId: string;
  groupId: string;
  name: string;
  description: string | null;
  type: string;
  putCode: number;
  createdAt: Date;
};
