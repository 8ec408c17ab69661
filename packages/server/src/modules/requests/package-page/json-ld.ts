import { type DataciteMetadata, type PidReference, toSchemaOrg } from '@mintmark/datacite';

/** Pages stay small enough for crawlers; the archive has the rest. */
const DISTRIBUTION_LIMIT = 1000;

/** A file of a package and the address where anyone gets it. */
export type PublishedFile = {
  /** Below the folder, with slashes. */
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

/**
 * The package as a schema.org Dataset whose distributions are its files, as search engines for data read it. Of very
 * many files the first thousand are named.
 */
export function describePackage(published: PublishedPackage): Record<string, unknown> {
  const { metadata, pid, files, archive } = published;
  const described = toSchemaOrg(metadata, pid);
  const whole = archive === null ? [] : [describeArchive(archive)];
  const distribution = [...whole, ...files.slice(0, DISTRIBUTION_LIMIT).map(describeFile)];
  return {
    ...described,
    // Only a Dataset has distributions; what DataCite calls it otherwise stays beside that.
    '@type': described['@type'] === 'Dataset' ? 'Dataset' : ['Dataset', described['@type']],
    isAccessibleForFree: true,
    ...(distribution.length > 0 && { distribution }),
  };
}

function describeFile({ path, bytes, sha256, mediaType, url }: PublishedFile): Record<string, unknown> {
  return {
    '@type': 'DataDownload',
    name: path,
    contentUrl: url,
    contentSize: `${bytes} B`,
    ...(mediaType !== null && { encodingFormat: mediaType }),
    sha256,
  };
}

/** Made as it is downloaded: its size and checksum are nowhere written down. */
function describeArchive({ url, mediaType }: { url: string; mediaType: string }): Record<string, unknown> {
  return { '@type': 'DataDownload', contentUrl: url, encodingFormat: mediaType };
}

/** JSON-LD as it may stand between `<script type="application/ld+json">` and its end: nothing in it ends the script. */
export function embedJsonLd(document: Record<string, unknown>): string {
  return JSON.stringify(document).replaceAll('<', '\\u003c');
}
