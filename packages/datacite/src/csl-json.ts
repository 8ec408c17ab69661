import {
  abstractOf,
  type CitedName,
  citeName,
  contributorsOf,
  dropAbsent,
  findContainer,
  issuedParts,
  knownCreators,
  mainTitle,
  otherContributors,
  publisherName,
} from './facts.ts';
import type { Creator, DataciteMetadata } from './metadata.ts';
import { type PidReference, toPidReference } from './pid-reference.ts';
import { nameResourceType } from './resource-types.ts';

/** One item of CSL JSON (CSL 1.0.2). `copyright` is DataCite's addition. */
export type CslItem = {
  id: string;
  type: string;
  title?: string;
  author?: CitedName[];
  editor?: CitedName[];
  translator?: CitedName[];
  contributor?: CitedName[];
  issued?: { 'date-parts': [[number, ...number[]]] };
  'container-title'?: string;
  volume?: string;
  issue?: string;
  page?: string;
  ISSN?: string;
  ISBN?: string;
  publisher?: string;
  version?: string;
  abstract?: string;
  keyword?: string;
  language?: string;
  copyright?: string;
  DOI?: string;
  URL: string;
};

/**
 * The description as CSL JSON, by DataCite's mapping.
 *
 * @param metadata a description that `validateMetadata` returned, of any level.
 * @param pid a DOI, ARK or Handle as text, or a reference to one.
 * @returns one item; what the description lacks is left out.
 */
export function toCslJson(metadata: DataciteMetadata, pid: string | PidReference): CslItem {
  const reference = toPidReference(pid);
  const container = findContainer(metadata);
  const issued = issuedParts(metadata);
  const subjects = metadata.subjects?.map(({ subject }) => subject);
  const rights = metadata.rightsList?.[0];
  return dropAbsent({
    id: reference.id,
    type: cslType(metadata),
    title: mainTitle(metadata),
    author: citeAll(knownCreators(metadata)),
    editor: citeAll(contributorsOf(metadata, 'Editor')),
    translator: citeAll(contributorsOf(metadata, 'Translator')),
    contributor: citeAll(otherContributors(metadata)),
    issued: issued === null ? undefined : { 'date-parts': [issued] satisfies [[number, ...number[]]] },
    'container-title': container?.title,
    volume: container?.volume,
    issue: container?.issue,
    page:
      [container?.firstPage, container?.lastPage].filter((page) => page !== undefined).join('-') || undefined,
    ISSN: container?.identifierType === 'ISSN' ? container.identifier : undefined,
    ISBN: container?.identifierType === 'ISBN' ? container.identifier : undefined,
    publisher: publisherName(metadata),
    version: metadata.version,
    abstract: abstractOf(metadata),
    keyword: subjects?.join(', '),
    language: metadata.language,
    copyright: rights?.rights ?? rights?.rightsIdentifier,
    DOI: reference.type === 'DOI' ? reference.name : undefined,
    URL: reference.id,
  });
}

function cslType({ types, version }: DataciteMetadata): string {
  // As DataCite does: many citation styles print a version for books only.
  if (types?.resourceTypeGeneral === 'Software' && version !== undefined) return 'book';
  return nameResourceType(types?.resourceTypeGeneral).csl;
}

function citeAll(agents: readonly Creator[]): CitedName[] | undefined {
  return agents.length === 0 ? undefined : agents.map(citeName);
}
