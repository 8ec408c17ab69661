import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../errors.ts';
import { checkAddress } from '../../../http/address.ts';
import { showRefusals } from '../../../http/pages.ts';
import { addressPid } from '../../../http/pid-addresses.ts';
import { page, readField, readFields, readPageId } from '../../accounts/index.ts';
import { type Node, sendArchive, sendContent } from '../../data/index.ts';
import { findInside, findInsideById, findPackage, type Package } from './find-package.ts';
import { sendPackageList } from './list-page.ts';
import { type PackageContext, sendPackagePage } from './package-page.ts';
import { PACKAGES_PATH } from './paths.ts';
import { sendPreviewPage } from './preview-page.ts';
import { sendImage } from './send-image.ts';
import { sendManifest } from './send-manifest.ts';
import { sendPackageTombstone } from './tombstone-page.ts';

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Paths of a package have up to 4096 bytes, each of which three characters of an address stand for. */
const pathPage = { ...page, config: { checksAddresses: true } };
const ADDRESS_LIMIT = 13_000;
const TICKED_LIMIT = 1000;

/** The public face of published packages. It shows strangers and curators the same: what was published. */
export function registerPackagePages(app: FastifyInstance, ctx: PackageContext): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', {
      back: { href: PACKAGES_PATH, text: 'To the data packages' },
    });
    const published = openPackage(ctx);

    scope.get(PACKAGES_PATH, page, (request, reply) => sendPackageList(ctx, request, reply));

    scope.get(
      `${PACKAGES_PATH}/:id`,
      page,
      published((request, reply, found) => sendPackagePage(ctx, request, reply, found)),
    );

    scope.get(
      `${PACKAGES_PATH}/:id/manifest-sha256.txt`,
      page,
      published(async (_request, reply, found) => sendManifest(ctx.db, reply, found)),
    );

    scope.get(
      `${PACKAGES_PATH}/:id/archive`,
      page,
      published((request, reply, found) => sendWhole(ctx, request, reply, found, request.query)),
    );

    // A form of ticks can be longer than an address; nothing is changed by it, so it needs no form token.
    scope.post(
      `${PACKAGES_PATH}/:id/archive`,
      page,
      published((request, reply, found) => sendTicked(ctx, request, reply, found)),
    );

    const registerFiles = (
      as: 'files' | 'preview' | 'images',
      answer: (
        request: FastifyRequest,
        reply: FastifyReply,
        found: Package,
        file: { node: Node; path: string },
      ) => Promise<FastifyReply>,
    ) =>
      scope.get(
        `${PACKAGES_PATH}/:id/${as}/*`,
        pathPage,
        published(async (request, reply, found) =>
          answer(request, reply, found, await readFilePath(ctx, request, found)),
        ),
      );

    registerFiles('files', (request, reply, { publication }, { node }) => {
      reply.header(
        'link',
        `<${ctx.config.publicUrl}${PACKAGES_PATH}/${publication.folderId}>; rel="collection"`,
      );
      return sendContent(ctx, request, reply, {
        contentId: node.content?.id ?? '',
        name: node.name,
        mediaType: node.mediaType,
        modifiedAt: node.modifiedAt,
        isPublic: true,
      });
    });
    registerFiles('preview', (_request, reply, found, file) => sendPreviewPage(ctx, reply, found, file));
    registerFiles('images', (_request, reply, _found, { node }) => sendImage(ctx, reply, node));
  });
}

/** Hands the package of an address on; what was not published is not there, and what was withdrawn is gone. */
function openPackage(ctx: PackageContext) {
  return (
    answer: (request: FastifyRequest, reply: FastifyReply, found: Package) => Promise<FastifyReply>,
  ): Handler =>
    async (request, reply) => {
      const found = await findPackage(ctx.db, readPageId(request, MISSING));
      if (found === null) throw new AppError('not-found', MISSING);
      if (found.kind === 'withdrawn') return sendPackageTombstone(ctx, reply, found);
      return answer(request, reply, found.package);
    };
}

const MISSING = 'There is no published data package at this address.';

async function readFilePath(
  ctx: PackageContext,
  request: FastifyRequest,
  published: Package,
): Promise<{ node: Node; path: string }> {
  checkAddress(request.raw.url ?? '/', ADDRESS_LIMIT);
  const path = readField(request.params, '*');
  const found = await findInside(ctx.db, published, path);
  if (found === null || found.node.content === null) {
    throw new AppError('not-found', 'There is no such file in this package.');
  }
  return { node: found.node, path };
}

async function sendTicked(
  ctx: PackageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  published: Package,
): Promise<FastifyReply> {
  const ids = readFields(request.body, 'pick').slice(0, TICKED_LIMIT);
  if (ids.length === 0) {
    const mistake = 'Tick the files that are to be downloaded first.';
    return sendPackagePage(ctx, request, reply, published, { mistake });
  }
  const selection: string[] = [];
  for (const id of ids) {
    const inside = await findInsideById(ctx.db, published, id);
    if (inside === null) throw new AppError('not-found', 'One of the ticked files is not in this package.');
    selection.push(inside.path);
  }
  return sendWhole(ctx, request, reply, published, request.body, selection);
}

async function sendWhole(
  ctx: PackageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { folder, publication }: Package,
  asked: unknown,
  paths: readonly string[] | null = null,
): Promise<FastifyReply> {
  const format = readField(asked, 'format') === 'bag' ? 'bag' : 'zip';
  const { cite } = addressPid(publication.permanentId, ctx.config.publicUrl);
  return sendArchive(ctx, request, reply, {
    folderId: folder.node.id,
    name: folder.node.name,
    format,
    reader: null,
    paths,
    isPublic: true,
    bagInfo: [['External-Identifier', cite]],
  });
}
