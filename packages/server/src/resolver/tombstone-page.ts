import { formatCitation } from '@mintmark/datacite';
import { splitCitation } from '../http/description.ts';
import { writeJsonLd } from '../http/json-ld.ts';
import { type PidAddresses, referTo } from '../http/pid-addresses.ts';
import { listIdentifierMeta } from '../http/signposts.ts';
import type { ResolutionDocument } from './store.ts';

/**
 * What `views/tombstone.eta` shows. Of the description only the citation is left, because what was withdrawn may
 * have been withdrawn for what its description says; the identifier itself stays readable for machines.
 */
export function presentTombstone(document: ResolutionDocument, addresses: PidAddresses) {
  const title = document.metadata?.titles?.[0]?.title ?? addresses.cite;
  const citation = citeWithdrawn(document, addresses);
  return {
    title,
    addresses,
    reason: document.reason,
    withdrawnOn: document.withdrawnAt?.slice(0, 10) ?? null,
    organisation: document.organisation,
    citation: citation === null ? null : splitCitation(citation, addresses.cite),
    meta: listIdentifierMeta(addresses),
    links: [{ href: addresses.cite, rel: 'cite-as' }],
    jsonLd: writeJsonLd({
      '@context': 'https://schema.org',
      '@type': 'CreativeWork',
      '@id': addresses.cite,
      name: title,
      creativeWorkStatus: 'Withdrawn',
    }),
  };
}

/** The citation of a withdrawn identifier, or null when it was never described. */
export function citeWithdrawn(document: ResolutionDocument, addresses: PidAddresses): string | null {
  return document.metadata === null ? null : formatCitation(document.metadata, referTo(addresses, null));
}
