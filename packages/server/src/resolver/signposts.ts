import type { DataciteMetadata } from '@mintmark/datacite';
import { writeJsonLd } from '../http/json-ld.ts';
import type { TypedLink } from '../http/link-header.ts';
import type { OrcidBases } from '../http/orcids.ts';
import type { PidAddresses } from '../http/pid-addresses.ts';
import {
  listAuthors,
  listDescriptions,
  listLicences,
  listLinks,
  listMeta,
  listTypes,
  type Signposts,
} from '../http/signposts.ts';
import type { ResolutionDocument } from './store.ts';
import type { LinkContext, Linkset } from './typed-links/linkset.ts';

/** What the page of an identifier tells machines; of its people only those who signed in with their iDs. */
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
      ...listLicences(metadata),
      ...listAuthors(metadata, document.authenticatedOrcids, page.bases),
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
