import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { FileBelow } from '../below/store.ts';
import { openContent } from '../contents/open-content.ts';
import { readContent } from '../contents/store.ts';
import type { Reader } from '../data-context.ts';
import { listArchiveFiles } from './archive-files.ts';
import { type TagFile, writeTagFiles } from './bag.ts';
import { attachmentNamed, cacheControl, harmlessHeaders } from './headers.ts';
import { writeZip, type ZipEntry } from './write-zip.ts';

type SendContext = Pick<AppContext, 'db' | 'storage' | 'log' | 'now'>;

export type ArchiveFormat = 'zip' | 'bag';

export type SentArchive = {
  folderId: string;
  /** Of the folder in the archive, and of the archive without its ending. */
  name: string;
  format: ArchiveFormat;
  /** Files that the reader may not read are left out. */
  reader: Reader;
  /** Files and folders below the folder; null: all. */
  paths: readonly string[] | null;
  isPublic: boolean;
  /** Further lines of bag-info.txt, such as External-Identifier. */
  bagInfo?: readonly [label: string, value: string][];
};

/**
 * Answers with a folder as a ZIP archive, or as a bag (RFC 8493) in one, written while it is sent. Rights on the folder
 * are settled by the caller.
 * @throws AppError not-found, body-too-large, bytes-damaged, storage-unavailable
 */
export async function sendArchive(
  ctx: SendContext,
  request: FastifyRequest,
  reply: FastifyReply,
  wish: SentArchive,
): Promise<FastifyReply> {
  const files = await listArchiveFiles(ctx.db, wish);
  const entries =
    wish.format === 'zip'
      ? files.map((file) => entryOf(ctx, file, `${wish.name}/${file.path}`))
      : bagEntries(ctx, files, wish);
  if (request.method !== 'HEAD') await openFirst(entries);
  const { stream, bytes } = await writeZip(entries);
  reply
    .headers({
      ...harmlessHeaders,
      'cache-control': cacheControl(wish.isPublic),
      'content-disposition': attachmentNamed(`${wish.name}${wish.format === 'bag' ? '-bag' : ''}.zip`),
      'content-length': String(bytes),
    })
    .type('application/zip');
  if (request.method === 'HEAD') {
    stream.destroy();
    return reply.send('');
  }
  return reply.send(stream);
}

/** Opens what comes first before anything is answered, so that a storage that is down can still be told of. */
async function openFirst(entries: readonly ZipEntry[]): Promise<void> {
  const first = entries.find((entry) => entry.isStored && entry.bytes > 0);
  if (first === undefined) return;
  const opened = await first.open();
  first.open = async () => opened;
}

function bagEntries(ctx: SendContext, files: readonly FileBelow[], wish: SentArchive): ZipEntry[] {
  const now = ctx.now();
  const tagFiles = writeTagFiles(
    files.map(({ path, content }) => ({ path, bytes: content.bytes, sha256: content.sha256 })),
    { date: now, more: wish.bagInfo ?? [] },
  );
  const tagEntry = ({ name, text }: TagFile): ZipEntry => {
    const bytes = Buffer.from(text);
    return {
      name: `${wish.name}/${name}`,
      bytes: bytes.byteLength,
      modifiedAt: now,
      isStored: false,
      open: async () => [bytes],
    };
  };
  return [
    ...tagFiles.map(tagEntry),
    ...files.map((file) => entryOf(ctx, file, `${wish.name}/data/${file.path}`)),
  ];
}

function entryOf(ctx: SendContext, file: FileBelow, name: string): ZipEntry {
  return {
    name,
    bytes: file.content.bytes,
    modifiedAt: file.modifiedAt,
    isStored: true,
    async open() {
      const content = await readContent(ctx.db, file.content.id);
      if (content === null) throw new AppError('not-found', `The file ${file.path} is there no more.`);
      return openContent(ctx, content);
    },
  };
}
