import type { FastifyReply } from 'fastify';
import { formatLinkHeader } from '../../../http/link-header.ts';
import { addressPid } from '../../../http/pid-addresses.ts';
import { formatSize } from '../../../http/size.ts';
import type { Node } from '../../data/index.ts';
import type { Package } from './find-package.ts';
import type { PackageContext } from './package-page.ts';
import { filePath, packagePath } from './paths.ts';
import { readStart } from './read-start.ts';
import { isMarkdown, renderMarkdown } from './show/readme.ts';
import { recogniseFile, START_BYTES } from './show/recognise.ts';
import { delimiterOf, type ShownTable, showTable } from './show/table-rows.ts';
import { showText } from './show/text-lines.ts';
import { addressesIn } from './show-readme.ts';

/** Larger images are for downloading. */
export const IMAGE_BYTES = 25_000_000;

type Preview =
  | { kind: 'image'; src: string }
  | { kind: 'table'; table: ShownTable }
  | { kind: 'html'; html: string; isCut: boolean }
  | { kind: 'text'; text: string; isCut: boolean }
  | { kind: 'none'; reason: string };

/** The page of one file of a package: its facts, and what of it can be shown harmlessly. */
export async function sendPreviewPage(
  ctx: PackageContext,
  reply: FastifyReply,
  published: Package,
  file: { node: Node; path: string },
): Promise<FastifyReply> {
  const { publication, folder, item } = published;
  const { content, name } = file.node;
  if (content === null) throw new Error('a folder has no preview');
  const { cite } = addressPid(publication.permanentId, ctx.config.publicUrl);
  const href = packagePath(folder.node.id);
  const parts = file.path.split('/');
  reply.header(
    'link',
    formatLinkHeader([
      { href: cite, rel: 'cite-as' },
      { href: `${ctx.config.publicUrl}${href}`, rel: 'collection', type: 'text/html' },
    ]),
  );
  return ctx.pages.send(reply, 200, 'package-file', {
    title: name,
    packageTitle: item.metadata.titles?.[0]?.title ?? cite,
    packageHref: href,
    folder: parts.length > 1 ? parts.slice(0, -1).join('/') : null,
    cite,
    size: formatSize(content.bytes),
    bytes: content.bytes,
    sha256: content.sha256,
    mediaType: file.node.mediaType,
    download: filePath(folder.node.id, 'files', file.path),
    problem: content.problem,
    preview: content.problem === null ? await preview(ctx, published, { ...file, content }) : null,
  });
}

async function preview(
  ctx: PackageContext,
  { folder }: Package,
  file: { node: Node; path: string; content: { id: string; bytes: number } },
): Promise<Preview> {
  if (file.content.bytes === 0) return { kind: 'none', reason: 'The file is empty.' };
  const { start, isWhole } = await readStart(ctx, file.content.id, START_BYTES);
  const recognised = recogniseFile(start, isWhole);
  const { name } = file.node;
  switch (recognised.kind) {
    case 'image':
      return file.content.bytes > IMAGE_BYTES
        ? { kind: 'none', reason: 'The image is too large to be shown here.' }
        : { kind: 'image', src: filePath(folder.node.id, 'images', file.path) };
    case 'text': {
      const delimiter = delimiterOf(name);
      const table = delimiter === null ? null : showTable(recognised.text, delimiter, isWhole);
      if (table !== null) return { kind: 'table', table };
      if (isMarkdown(name)) {
        const html = renderMarkdown(recognised.text, file.path, addressesIn(folder.node.id));
        return { kind: 'html', html, isCut: !isWhole };
      }
      return { kind: 'text', ...showText(recognised.text, isWhole) };
    }
    case 'other':
      return { kind: 'none', reason: 'Files of this kind are not shown here.' };
    default:
      return recognised satisfies never;
  }
}
