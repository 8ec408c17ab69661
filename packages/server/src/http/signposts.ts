import type { DataciteMetadata } from '@mintmark/datacite';
import { showAgent } from './agents.ts';
import type { TypedLink } from './link-header.ts';
import type { AuthenticatedOrcids, OrcidBases } from './orcids.ts';
import type { PidAddresses } from './pid-addresses.ts';
import { representations } from './representations.ts';
import { toSafeHref } from './safe-href.ts';

/** What a page tells machines, once in its head and once in its `Link` header (FAIR Signposting, level 1). */
export type Signposts = { meta: { name: string; content: string }[]; links: TypedLink[]; jsonLd: string };

/** What DataCite's link checker looks for on every page of an identifier, tombstones included. */
export function listIdentifierMeta(addresses: PidAddresses): Signposts['meta'] {
  return [
    { name: 'DC.identifier', content: addresses.cite },
    ...(addresses.type === 'DOI' ? [{ name: 'citation_doi', content: addresses.name }] : []),
  ];
}

/** Tags in the form that reference managers and scholarly search engines read. */
export function listMeta(metadata: DataciteMetadata, addresses: PidAddresses): Signposts['meta'] {
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

export function listTypes(schemaOrg: Record<string, unknown>): TypedLink[] {
  const type = schemaOrg['@type'];
  return typeof type === 'string' && /^\w+$/.test(type)
    ? [{ href: `https://schema.org/${type}`, rel: 'type' }]
    : [];
}

export function listDescriptions({ local }: PidAddresses): TypedLink[] {
  return representations.map(({ name, mediaTypes }) => ({
    href: `${local}?format=${name}`,
    rel: 'describedby',
    type: mediaTypes[0],
  }));
}

/** Creators who signed in with their iDs. */
export function listAuthors(
  metadata: DataciteMetadata,
  authenticated: AuthenticatedOrcids,
  bases: OrcidBases,
): TypedLink[] {
  const orcids = (metadata.creators ?? []).flatMap((creator) => {
    const { orcid } = showAgent(creator, authenticated, bases);
    return orcid?.authenticated === true ? [orcid.uri] : [];
  });
  return listLinks('author', orcids);
}

export function listLicences({ rightsList = [] }: DataciteMetadata): TypedLink[] {
  return listLinks(
    'license',
    rightsList.map(({ rightsUri }) => rightsUri),
  );
}

export function listLinks(rel: string, addresses: readonly (string | undefined)[]): TypedLink[] {
  return [...new Set(addresses)].flatMap((address) => {
    const href = toSafeHref(address);
    return href === null ? [] : [{ href, rel }];
  });
}
