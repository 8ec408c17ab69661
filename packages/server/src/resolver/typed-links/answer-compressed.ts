import { compressGs1DigitalLink, formatGs1DigitalLink } from '@mintmark/identifiers';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { negotiate } from '../negotiate.ts';
import type { TypedLinkContext } from './answer.ts';
import type { AnchorRequest } from './read-request.ts';

/** `?compress=true`: the compressed form of a GS1 Digital Link, registered or not; as JSON, or alone as plain text. */
export function answerCompressed(
  ctx: TypedLinkContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { anchor, attributes, others }: AnchorRequest,
): FastifyReply {
  const link = {
    stem: ctx.config.publicUrl,
    primaryKey: anchor.key,
    qualifiers: anchor.qualifiers,
    attributes,
    otherParameters: others
      .filter(({ name }) => name.toLowerCase() !== 'compress')
      .map(({ name, value }): [string, string] => [name, value]),
  };
  const uncompressed = formatGs1DigitalLink(link);
  const compressed = compressGs1DigitalLink(link);
  const form = negotiate(request.headers.accept, [
    { offer: 'json', mediaTypes: ['application/json'] },
    { offer: 'text', mediaTypes: ['text/plain'] },
  ]);
  reply.headers({ vary: 'Accept', 'cache-control': 'public, max-age=86400' });
  return form?.offer === 'text'
    ? reply.type('text/plain; charset=utf-8').send(`${compressed}\n`)
    : reply.type('application/json; charset=utf-8').send(JSON.stringify({ uncompressed, compressed }));
}
