import { formatCitation } from '@mintmark/datacite';
import type { FastifyReply } from 'fastify';
import { splitCitation } from '../../../http/description.ts';
import { writeJsonLd } from '../../../http/json-ld.ts';
import { formatLinkHeader } from '../../../http/link-header.ts';
import { addressPid, referTo } from '../../../http/pid-addresses.ts';
import { listIdentifierMeta } from '../../../http/signposts.ts';
import { readOrganisationName } from '../../accounts/index.ts';
import type { Item } from '../../items/index.ts';
import type { PackageContext } from './package-page.ts';
import type { Publication } from './store.ts';

/** What is left of a withdrawn package: its identifier, its citation, and why. */
export async function sendPackageTombstone(
  ctx: PackageContext,
  reply: FastifyReply,
  { publication, item }: { publication: Publication; item: Item },
): Promise<FastifyReply> {
  const addresses = addressPid(publication.permanentId, ctx.config.publicUrl);
  const title = item.metadata.titles?.[0]?.title ?? addresses.cite;
  const links = [{ href: addresses.cite, rel: 'cite-as' }];
  reply.header('link', formatLinkHeader(links));
  return ctx.pages.send(reply, 410, 'tombstone', {
    title,
    addresses,
    reason: item.withdrawnReason,
    withdrawnOn: null,
    organisation: await readOrganisationName(ctx.db, publication.organisationId),
    contactEmail: ctx.config.contactEmail,
    citation: splitCitation(formatCitation(item.metadata, referTo(addresses, null)), addresses.cite),
    meta: listIdentifierMeta(addresses),
    links,
    jsonLd: writeJsonLd({
      '@context': 'https://schema.org',
      '@type': 'Dataset',
      '@id': addresses.cite,
      name: title,
      creativeWorkStatus: 'Withdrawn',
    }),
  });
}
