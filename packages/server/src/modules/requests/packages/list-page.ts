import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { decodeCursor, encodeCursor } from '../../../http/paging.ts';
import { readField, readOrganisationNames } from '../../accounts/index.ts';
import { findItem } from '../../items/index.ts';
import { PACKAGES_PATH, packagePath } from './paths.ts';
import { listPublications, type Publication, type PublishedBefore } from './store.ts';

const SHOWN = 25;

/** The published packages, newest first. */
export async function sendPackageList(
  ctx: Pick<AppContext, 'db' | 'pages'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const before = readCursor(readField(request.query, 'cursor'));
  const found = await listPublications(ctx.db, { before, limit: SHOWN + 1 });
  const shown = found.slice(0, SHOWN);
  const organisations = await readOrganisationNames(ctx.db, [
    ...new Set(shown.map(({ organisationId }) => organisationId)),
  ]);
  const packages = [];
  for (const publication of shown) {
    const described = await describePublication(ctx, publication);
    if (described !== null) {
      packages.push({ ...described, organisation: organisations.get(publication.organisationId) ?? '' });
    }
  }
  const last = found.length > SHOWN ? shown.at(-1) : undefined;
  return ctx.pages.send(reply, 200, 'packages', {
    title: 'Data packages',
    packages,
    isFirstPage: before === null,
    next: last === undefined ? null : `${PACKAGES_PATH}?${new URLSearchParams({ cursor: cursorOf(last) })}`,
  });
}

/** Withdrawn ones are in no list, as withdrawn identifiers are in none. */
async function describePublication(ctx: Pick<AppContext, 'db'>, publication: Publication) {
  const found = await findItem(ctx.db, null, publication.itemId);
  if (found === null || !found.rights.read) return null;
  const { metadata } = found.item;
  const creators = (metadata.creators ?? []).map(({ name }) => name);
  return {
    href: packagePath(publication.folderId),
    title: metadata.titles?.[0]?.title ?? publication.permanentId,
    creators: [...creators.slice(0, 5), ...(creators.length > 5 ? ['and others'] : [])].join('; '),
    identifier: publication.permanentId,
    publishedOn: publication.publishedAt?.toISOString().slice(0, 10) ?? null,
  };
}

function cursorOf({ publishedAt, seq }: Publication): string {
  return encodeCursor([publishedAt?.toISOString() ?? '', seq]);
}

function readCursor(cursor: string): PublishedBefore | null {
  if (cursor === '') return null;
  const [publishedAt, seq] = decodeCursor(cursor, ['time', 'number']);
  return { publishedAt: new Date(String(publishedAt)), seq: Number(seq) };
}
