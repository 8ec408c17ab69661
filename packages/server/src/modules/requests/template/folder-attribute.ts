import type { Attribute } from '../../data/index.ts';

/** An attribute (AVU) as the template reads and writes it; what the data store keeps has an id besides. */
export type FolderAttribute = Pick<Attribute, 'name' | 'value'> & {
  unit?: string;
  attributes: readonly FolderAttribute[];
};

/** One thing wrong with the attributes of a folder. */
export type AttributeProblem = {
  /** Where: `creator[2]/nameIdentifier` is the nameIdentifier of the second creator. A name alone is the only one, or one that is missing. */
  attribute: string;
  /** One sentence that says what to do. */
  detail: string;
};
