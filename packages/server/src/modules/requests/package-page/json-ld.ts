import type { DataciteMetadata, PidReference } from '@mintmark/datacite';

/** A file of a package and the address where anyone gets it. */
export type PublishedFile = {
  path: string;
  bytes: number;
  sha256: string;
  mediaType: string | null;
  url: string;
};

export type PublishedPackage = {
  metadata: DataciteMetadata;
  pid: PidReference;
  files: readonly PublishedFile[];
  /** The whole package as one file, where that is offered. */
  archive: { url: string; mediaType: string } | null;
};

/** The package as a schema.org Dataset with its distributions. */
export function describePackage(_published: PublishedPackage): Record<string, unknown> {
  return {};
}

/** JSON-LD as it may stand between `<script type="application/ld+json">` and its end: nothing in it ends the script. */
export function embedJsonLd(_document: Record<string, unknown>): string {
  return '';
}
