import type { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from './errors.ts';

const JSON_TYPES = /^application\/(vnd\.api\+)?json\b/i;

/**
 * Reads bodies as DataCite does: JSON in both media types, compressed or not. A body of another type is as
 * good as none, so the caller hears that a JSON:API payload is wanted. The text is kept for the request log.
 */
export function installBodyReading(app: FastifyInstance): void {
  app.addHook('preParsing', async (request, _reply, payload) => decompress(request, payload));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => body,
  );
}

/** The document of a request, or undefined. Throws a 400 with the parser's words when it is no JSON. */
export function parseBody(request: FastifyRequest): unknown {
  if (!Buffer.isBuffer(request.body) || request.body.length === 0) return undefined;
  if (!JSON_TYPES.test(request.headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch (error) {
    throw refuse(400, error instanceof Error ? error.message : String(error));
  }
}

function decompress(request: FastifyRequest, payload: Readable): Readable {
  switch (request.headers['content-encoding']?.toLowerCase()) {
    case 'gzip':
      return inflateThrough(request, payload, createGunzip());
    case 'deflate':
      return inflateThrough(request, payload, createInflate());
    default:
      return payload;
  }
}

function inflateThrough(
  request: FastifyRequest,
  payload: Readable,
  inflate: ReturnType<typeof createGunzip> | ReturnType<typeof createInflate>,
): Readable {
  // Content-Length counts the compressed bytes, and Fastify would compare it with the text.
  delete request.headers['content-length'];
  payload.on('error', (error) => inflate.destroy(error));
  return payload.pipe(inflate);
}
