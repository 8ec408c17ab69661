import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { damaged, openContent } from '../contents/open-content.ts';
import { readContent } from '../contents/store.ts';
import { readRange } from './byte-range.ts';
import { attachmentNamed, cacheControl, harmlessHeaders, safeMediaType } from './headers.ts';

/** A file as it is to be sent. */
export type SentFile = {
  contentId: string;
  name: string;
  mediaType: string | null;
  modifiedAt: Date;
  /** Whether anyone may read it, so that caches may keep it. */
  isPublic: boolean;
};

/**
 * Answers with the bytes of a file, or with the range of them that is asked for (RFC 9110 sections 13 and 14): Range,
 * If-Range, If-Match, If-None-Match and HEAD. The entity tag is the SHA-256. Rights are settled by the caller.
 * @throws AppError not-found, bytes-damaged, range-not-satisfiable, version-mismatch, storage-unavailable
 */
export async function sendContent(
  ctx: Pick<AppContext, 'db' | 'storage' | 'log'>,
  request: FastifyRequest,
  reply: FastifyReply,
  file: SentFile,
): Promise<FastifyReply> {
  const content = await readContent(ctx.db, file.contentId);
  if (content === null) throw new AppError('not-found', 'The file is there no more.');
  if (content.problem !== null) throw damaged(content.problem);
  const etag = `"${content.sha256}"`;
  const { headers } = request;
  const match = headers['if-match'];
  if (match !== undefined && !namesTag(match, etag)) {
    throw new AppError('version-mismatch', 'The file has other bytes now.', { headers: { etag } });
  }
  reply.headers({
    ...harmlessHeaders,
    etag,
    'accept-ranges': 'bytes',
    'cache-control': cacheControl(file.isPublic),
    'last-modified': file.modifiedAt.toUTCString(),
    'repr-digest': `sha-256=:${Buffer.from(content.sha256, 'hex').toString('base64')}:`,
    'content-disposition': attachmentNamed(file.name),
  });
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined && namesTag(noneMatch.replaceAll('W/', ''), etag))
    return reply.code(304).send();

  // The dates of If-Range are too coarse to be sure by; without certainty the whole is sent (section 13.1.5).
  const ifRange = headers['if-range'];
  const mayBePart = typeof ifRange !== 'string' || ifRange.trim() === etag;
  const wanted = readRange(mayBePart ? headers.range : undefined, content.bytes);
  if (wanted.kind === 'none') {
    throw new AppError('range-not-satisfiable', `The file has ${content.bytes} bytes.`, {
      headers: { 'content-range': `bytes */${content.bytes}`, 'accept-ranges': 'bytes' },
    });
  }
  const range = wanted.kind === 'range' ? wanted.range : { start: 0, end: content.bytes };
  if (wanted.kind === 'range') {
    reply.code(206).header('content-range', `bytes ${range.start}-${range.end - 1}/${content.bytes}`);
  }
  reply.type(safeMediaType(file.mediaType)).header('content-length', String(range.end - range.start));
  if (request.method === 'HEAD') return reply.send('');
  const bytes = await openContent(ctx, content, range);
  return reply.send(Readable.from(bytes, { objectMode: false }));
}

function namesTag(header: string, etag: string): boolean {
  return header.trim() === '*' || header.split(',').some((each) => each.trim() === etag);
}
