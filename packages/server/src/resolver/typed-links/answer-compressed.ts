import { compressGs1DigitalLink, formatGs1DigitalLink } from '@mintmark/identifiers';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { negotiate } from '../negotiate.ts';
import { refuse } from './address.ts';
import type { TypedLinkContext } from './answer.ts';
import { answerWrong } from './answer-refusal.ts';
import { type AnchorRequest, ROOT_NAMESPACE } from './read-request.ts';

/** `?compress=true`: the compressed form of the address, registered or not; as JSON, or alone as plain text. */
export function answerCompressed(
  ctx: TypedLinkContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { anchor, attributes, others }: AnchorRequest,
): FastifyReply {
  if (anchor.namespace !== ROOT_NAMESPACE) {
    const { problem } = refuse(
      '/query/compress',
      'not-compressible',
      'Only GS1 Digital Links are compressed.',
    );
    return answerWrong(ctx, request, reply, problem);
  }
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
