import {
  type DataciteMetadata,
  formatCitation,
  type PidReference,
  toBibtex,
  toCslJson,
  toRis,
} from '@mintmark/datacite';

/** How a package is cited: as text and for reference managers. */
export type PackageCitation = {
  /** One line that ends with the address of the identifier. */
  text: string;
  bibtex: string;
  /** Lines end with CR LF, as RIS has it. */
  ris: string;
  /** An item of CSL JSON. */
  csl: string;
};

/** Cites a package as DataCite does. `metadata` has been checked, as that of items has. */
export function citePackage(metadata: DataciteMetadata, pid: string | PidReference): PackageCitation {
  return {
    text: formatCitation(metadata, pid),
    bibtex: toBibtex(metadata, pid),
    ris: toRis(metadata, pid),
    csl: JSON.stringify(toCslJson(metadata, pid)),
  };
}
