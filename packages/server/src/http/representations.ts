import {
  type DataciteMetadata,
  formatCitation,
  type PidReference,
  toBibtex,
  toCslJson,
  toDataciteJson,
  toDataciteXml,
  toRis,
  toSchemaOrg,
} from '@mintmark/datacite';

/** One form of a description for machines and reference managers. */
export type Representation = {
  /** Names it in `?format=`. */
  name: string;
  /** What a person calls it. */
  label: string;
  /** Media types that ask for it; the first is its own. */
  mediaTypes: readonly [string, ...string[]];
  /** The description as text, in UTF-8. */
  render: (metadata: DataciteMetadata, pid: PidReference) => string;
};

/** Every representation, most telling first: of equal wish, `*` included, the first one is given. */
export const representations: readonly Representation[] = [
  {
    name: 'datacite-json',
    label: 'DataCite JSON',
    mediaTypes: ['application/vnd.datacite.datacite+json', 'application/json'],
    render: (metadata, pid) => renderJson(toDataciteJson(metadata, pid)),
  },
  {
    name: 'datacite-xml',
    label: 'DataCite XML',
    mediaTypes: ['application/vnd.datacite.datacite+xml', 'application/xml'],
    render: toDataciteXml,
  },
  {
    name: 'schema-org',
    label: 'schema.org JSON-LD',
    mediaTypes: ['application/ld+json', 'application/vnd.schemaorg.ld+json'],
    render: (metadata, pid) => renderJson(toSchemaOrg(metadata, pid)),
  },
  {
    name: 'csl',
    label: 'CSL JSON',
    mediaTypes: ['application/vnd.citationstyles.csl+json'],
    render: (metadata, pid) => renderJson(toCslJson(metadata, pid)),
  },
  {
    name: 'bibtex',
    label: 'BibTeX',
    mediaTypes: ['application/x-bibtex'],
    render: toBibtex,
  },
  {
    name: 'ris',
    label: 'RIS',
    mediaTypes: ['application/x-research-info-systems'],
    render: toRis,
  },
  {
    name: 'citation',
    label: 'Citation text',
    mediaTypes: ['text/x-bibliography'],
    render: (metadata, pid) => `${formatCitation(metadata, pid)}\n`,
  },
];

function renderJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
