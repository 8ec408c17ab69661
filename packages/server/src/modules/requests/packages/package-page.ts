import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { presentDescription, splitCitation } from '../../../http/description.ts';
import { formatLinkHeader } from '../../../http/link-header.ts';
import { type AuthenticatedOrcids, listNamedOrcids, orcidBases } from '../../../http/orcids.ts';
import { addressPid, referTo } from '../../../http/pid-addresses.ts';
import { formatSize } from '../../../http/size.ts';
import { readAuthenticatedOrcids, readField, readOrganisationName } from '../../accounts/index.ts';
import type { Item } from '../../items/index.ts';
import { citePackage } from '../package-page/cite-package.ts';
import { describeForMachines } from './describe-for-machines.ts';
import type { Package } from './find-package.ts';
import { listPackageFiles, type PackageEntry, type PackageFiles } from './list-files.ts';
import { filePath, packagePath } from './paths.ts';
import { showReadme } from './show-readme.ts';

export type PackageContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'pages' | 'storage'>;

/** How many typed links the head of the page repeats from its header. */
const LINKS_IN_HEAD = 40;

/** The page of a published package: what it is, how to cite it, and its files. */
export async function sendPackagePage(
  ctx: PackageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  published: Package,
  told: { mistake: string } | null = null,
): Promise<FastifyReply> {
  const { publication, folder, item } = published;
  const { publicUrl, orcid } = ctx.config;
  const id = folder.node.id;
  const at = { folder: readField(request.query, 'folder'), cursor: readField(request.query, 'cursor') };
  const files = await listPackageFiles(ctx.db, published, at);
  const isFirst = at.folder === '' && at.cursor === '';
  const authenticated = await listAuthenticated(ctx.db, ctx.config, item);
  const bases = orcidBases(orcid.standInUrl);
  const addresses = addressPid(publication.permanentId, publicUrl);
  const description = presentDescription(item.metadata, authenticated, bases);
  const publishedOn = publication.publishedAt?.toISOString().slice(0, 10) ?? null;
  const machines = describeForMachines({ published, files, addresses, authenticated, bases, publicUrl });
  reply.header('link', formatLinkHeader(machines.links));
  return ctx.pages.send(reply, told === null ? 200 : 400, 'package', {
    ...description,
    title: description.mainTitle ?? addresses.cite,
    addresses,
    citation: splitCitation(
      citePackage(item.metadata, referTo(addresses, `${publicUrl}${packagePath(id)}`)).text,
      addresses.cite,
    ),
    publishedOn,
    // Said elsewhere on the page: the date beside the publisher, the licence in a section of its own.
    dates: description.dates.filter(({ kind, text }) => kind !== 'Issued' || text !== publishedOn),
    licences: description.rights,
    rights: [],
    organisation: await readOrganisationName(ctx.db, publication.organisationId),
    readme: isFirst ? await showReadme(ctx, published) : null,
    isFirst,
    mistake: told?.mistake ?? null,
    href: packagePath(id),
    name: folder.node.name,
    files: presentFiles(files, id),
    meta: machines.meta,
    links: machines.links.slice(0, LINKS_IN_HEAD),
    jsonLd: machines.jsonLd,
  });
}

function presentFiles(files: PackageFiles, folderId: string) {
  const home = packagePath(folderId);
  const open = (id: string) => `${home}?${new URLSearchParams({ folder: id })}`;
  return {
    count: files.files,
    size: formatSize(files.bytes),
    isWhole: files.isWhole,
    inside: files.inside?.path ?? null,
    entries: files.entries.map((entry) => presentEntry(entry, folderId, files.isWhole, open)),
    next:
      files.next === null
        ? null
        : `${home}?${new URLSearchParams({
            ...(files.inside === null ? {} : { folder: files.inside.id }),
            cursor: files.next,
          })}`,
  };
}

function presentEntry(entry: PackageEntry, folderId: string, isWhole: boolean, open: (id: string) => string) {
  const text = isWhole ? entry.path : entry.name;
  if (entry.kind === 'folder') {
    return { id: entry.id, text: `${text}/`, href: open(entry.id), file: null };
  }
  return {
    id: entry.id,
    text,
    href: filePath(folderId, 'preview', entry.path),
    file: {
      size: formatSize(entry.bytes),
      sha256: entry.sha256,
      download: filePath(folderId, 'files', entry.path),
    },
  };
}

async function listAuthenticated(
  db: Db,
  { orcid }: Pick<AppContext['config'], 'orcid'>,
  { metadata }: Item,
): Promise<AuthenticatedOrcids> {
  const named = listNamedOrcids([metadata]);
  return Object.fromEntries(await readAuthenticatedOrcids(db, orcid.environment, named));
}
