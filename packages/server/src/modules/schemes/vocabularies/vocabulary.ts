export type LinkType = { title: string; description: string };
export type LinkTypes = Readonly<Record<string, LinkType>>;

/** Link types under a prefix: `gs1:pip` is the link type `pip` of the vocabulary `gs1`. */
export type Vocabulary = {
  prefix: string;
  organisationId: string;
  /** What the key of a link type is appended to for its address, such as `https://ref.gs1.org/voc/`. */
  uri: string;
  /** Other addresses that mean the same. */
  aliases: readonly string[];
  title: string;
  linkTypes: LinkTypes;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** Null: it is there. */
  deletedAt: Date | null;
};

/** The link type of a key; a key such as `constructor` is none. */
export function findLinkType({ linkTypes }: Pick<Vocabulary, 'linkTypes'>, key: string): LinkType | null {
  return (Object.hasOwn(linkTypes, key) ? linkTypes[key] : undefined) ?? null;
}
