import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { AppError } from '../../../errors.ts';
import { type Node, openContent, readContent } from '../../data/index.ts';
import type { PackageContext } from './package-page.ts';
import { IMAGE_BYTES } from './preview-page.ts';
import { readStart } from './read-start.ts';
import { recogniseImage } from './show/recognise.ts';

/** Longer than any signature. */
const SIGNATURE_BYTES = 32;

/**
 * A raster image as pages embed it. Its type is what its bytes begin with, whatever it is called, and a browser that is
 * led straight here runs nothing of it.
 * @throws AppError not-found for everything else
 */
export async function sendImage(ctx: PackageContext, reply: FastifyReply, file: Node): Promise<FastifyReply> {
  const content = file.content === null ? null : await readContent(ctx.db, file.content.id);
  if (content === null || content.bytes > IMAGE_BYTES) throw noImage();
  const { start } = await readStart(ctx, content.id, SIGNATURE_BYTES);
  const mediaType = recogniseImage(start);
  if (mediaType === null) throw noImage();
  const bytes = await openContent(ctx, content);
  return reply
    .headers({
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
      'content-length': String(content.bytes),
      'cache-control': 'public, no-cache',
      etag: `"${content.sha256}"`,
    })
    .type(mediaType)
    .send(Readable.from(bytes, { objectMode: false }));
}

function noImage(): AppError {
  return new AppError('not-found', 'There is no image here that can be shown.');
}
