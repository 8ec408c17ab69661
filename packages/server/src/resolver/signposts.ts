import type { DataciteMetadata } from '@mintmark/datacite';
import { type OrcidBases, showAgent } from '../http/agents.ts';
import { writeJsonLd } from '../http/json-ld.ts';
import type { TypedLink } from '../http/link-header.ts';
import { toSafeHref } from '../http/safe-href.ts';
import type { PidAddresses } from './addresses.ts';
import { representations } from './representations.ts';
import type { ResolutionDocument } from './store.ts';
import type { LinkContext, Linkset } from './typed-links/linkset.ts';

/** What a page tells machines, once in its head and once in its `Link` header (FAIR Signposting, level 1). */
type Signposts = { meta: { name: string; content: string }[]; links: TypedLink[]; jsonLd: string };

/** @param page.metadata the description without iDs that may not be shared */
export function describeForMachines(page: {
  metadata: DataciteMetadata;
  document: ResolutionDocument;
  addresses: PidAddresses;
  schemaOrg: Record<string, unknown>;
  target: string | null;
  bases: OrcidBases;
}): Signposts {
  const { metadata, document, addresses, schemaOrg, target } = page;
  return {
    meta: listMeta(metadata, addresses),
    links: [
      { href: addresses.cite, rel: 'cite-as' },
      { href: target === null ? addresses.local : addresses.info, rel: 'canonical' },
      { href: `${addresses.local}?linkType=linkset`, rel: 'linkset', type: 'application/linkset+json' },
      { href: 'https://schema.org/AboutPage', rel: 'type' },
      ...listTypes(schemaOrg),
      ...(target === null ? [] : listLinks('item', [target])),
      ...(document.metadata === null ? [] : listDescriptions(addresses)),
      ...listLinks(
        'license',
        (metadata.rightsList ?? []).map(({ rightsUri }) => rightsUri),
      ),
      ...listLinks('author', listAuthors(page)),
    ],
    jsonLd: writeJsonLd(schemaOrg),
  };
}

/**
 * The links of a page by the resources that they are about: the page itself; what it is about, which belongs to the
 * page; and each of its representations, which describes it.
 */
export function listLinksByResource(links: readonly TypedLink[], { local }: PidAddresses): Linkset {
  const page = links.find(({ rel }) => rel === 'canonical')?.href ?? local;
  const back = { href: page, type: 'text/html' };
  const ofPage: LinkContext = { anchor: page };
  const others: LinkContext[] = [];
  for (const { rel, href, type } of links) {
    if (rel === 'canonical' || rel === 'linkset') continue;
    const before = ofPage[rel];
    ofPage[rel] = [
      ...(Array.isArray(before) ? before : []),
      { href, ...(type === undefined ? {} : { type }) },
    ];
    if (rel === 'item') others.push({ anchor: href, collection: [back] });
    if (rel === 'describedby') others.push({ anchor: href, describes: [back] });
  }
  return { linkset: [ofPage, ...others] };
}

/** What DataCite's link checker looks for on every page of an identifier, tombstones included. */
export function listIdentifierMeta(addresses: PidAddresses): Signposts['meta'] {
  return [
    { name: 'DC.identifier', content: addresses.cite },
    ...(addresses.type === 'DOI' ? [{ name: 'citation_doi', content: addresses.name }] : []),
  ];
}

/** Tags in the form that reference managers and scholarly search engines read. */
function listMeta(metadata: DataciteMetadata, addresses: PidAddresses): Signposts['meta'] {
  const issued = metadata.dates?.find(({ dateType }) => dateType === 'Issued')?.date;
  const abstract = metadata.descriptions?.find(
    ({ descriptionType }) => descriptionType === 'Abstract',
  )?.description;
  const tags: [string, readonly (string | undefined)[]][] = [
    ['citation_title', (metadata.titles ?? []).slice(0, 1).map(({ title }) => title)],
    ['citation_author', (metadata.creators ?? []).map(({ name }) => name)],
    ['citation_publication_date', [issued?.replaceAll('-', '/') ?? metadata.publicationYear?.toString()]],
    ['citation_publisher', [metadata.publisher?.name]],
    ['citation_language', [metadata.language]],
    ['citation_keywords', (metadata.subjects ?? []).map(({ subject }) => subject)],
    ['description', [abstract?.replace(/\s+/g, ' ').slice(0, 300)]],
  ];
  const known = tags.flatMap(([name, contents]) =>
    contents.flatMap((content) => (content === undefined ? [] : [{ name, content }])),
  );
  return [...listIdentifierMeta(addresses), ...known];
}

function listTypes(schemaOrg: Record<string, unknown>): TypedLink[] {
  const type = schemaOrg['@type'];
  return typeof type === 'string' && /^\w+$/.test(type)
    ? [{ href: `https://schema.org/${type}`, rel: 'type' }]
    : [];
}

function listDescriptions({ local }: PidAddresses): TypedLink[] {
  return representations.map(({ name, mediaTypes }) => ({
    href: `${local}?format=${name}`,
    rel: 'describedby',
    type: mediaTypes[0],
  }));
}

function listAuthors(page: {
  metadata: DataciteMetadata;
  document: ResolutionDocument;
  bases: OrcidBases;
}): string[] {
  return (page.metadata.creators ?? []).flatMap((creator) => {
    const { orcid } = showAgent(creator, page.document.authenticatedOrcids, page.bases);
    return orcid?.authenticated === true ? [orcid.uri] : [];
  });
}

function listLinks(rel: string, addresses: readonly (string | undefined)[]): TypedLink[] {
  return [...new Set(addresses)].flatMap((address) => {
    const href = toSafeHref(address);
    return href === null ? [] : [{ href, rel }];
  });
}
