import { type DataciteMetadata, formatCitation, type PidReference } from '@mintmark/datacite';

/** How a package is cited, as text and for reference managers. */
export type PackageCitation = { text: string; bibtex: string; ris: string };

export function citePackage(metadata: DataciteMetadata, pid: string | PidReference): PackageCitation {
  return { text: formatCitation(metadata, pid), bibtex: '', ris: '' };
}
