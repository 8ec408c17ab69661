import type { AppContext } from '../../context.ts';
import type { Db } from '../../db/index.ts';
import { readOrganisationNames } from '../accounts/index.ts';
import type { AnchorWithLinks } from './link.ts';

/** An anchor with its links, and what is shown besides. */
export type AnchorDetails = AnchorWithLinks & {
  /** Name of the organisation that registered it. */
  organisation: string;
  /** Where it resolves. */
  resolverUri: string;
};

export async function addDetails(
  db: Db,
  ctx: Pick<AppContext, 'config'>,
  { anchor, links }: AnchorWithLinks,
): Promise<AnchorDetails> {
  const names = await readOrganisationNames(db, [anchor.organisationId]);
  return {
    anchor,
    links,
    organisation: names.get(anchor.organisationId) ?? '',
    resolverUri: formatResolverUri(ctx.config.publicUrl, anchor.anchor),
  };
}

/** The address of an anchor; GS1's own begin with the key (GS1 Digital Link: URI syntax, 4.10). */
export function formatResolverUri(publicUrl: string, anchor: string): string {
  return `${publicUrl}/${anchor.replace(/^gs1\//, '')}`;
}
