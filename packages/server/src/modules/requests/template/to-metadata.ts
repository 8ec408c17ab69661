import type { DataciteMetadata } from '@mintmark/datacite';
import type { AttributeProblem, FolderAttribute } from './folder-attribute.ts';

/** What the service adds to what a requester says. */
export type MetadataContext = {
  /** The year of publication: the current one, until the folder is published. */
  publicationYear: number;
  /** Whether identifier, year and date on the folder are the service's own; else they have to be blank. */
  isPublished?: boolean;
  /** The language of titles, descriptions and subjects that name none. CyVerse takes en-us; we take none. */
  defaultLang?: string;
};

/** What the template holds that DataCite has no place for. */
export type TemplateExtras = {
  analysisTools: readonly string[];
  conditions: readonly string[];
  isCompressed: boolean | null;
  isDeprecated: boolean | null;
};

export type MetadataReading = {
  /** In normal form (kernel 4.7). With problems, what could be read. */
  metadata: DataciteMetadata;
  /** All of them at once; empty: complete and ready for DataCite. */
  problems: readonly AttributeProblem[];
  extras: TemplateExtras;
};

/** Reads the attributes of a folder as DataCite metadata. Never throws. */
export function toMetadata(
  _attributes: readonly FolderAttribute[],
  context: MetadataContext,
): MetadataReading {
  return {
    metadata: { publicationYear: context.publicationYear },
    problems: [],
    extras: { analysisTools: [], conditions: [], isCompressed: null, isDeprecated: null },
  };
}

/** The identifier that a requester filled in although the service does; null: blank, as it should be. */
export function findGivenIdentifier(
  _attributes: readonly FolderAttribute[],
): { attribute: string; value: string } | null {
  return null;
}
