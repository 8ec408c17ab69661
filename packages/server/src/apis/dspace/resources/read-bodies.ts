import type { FastifyInstance } from 'fastify';
import { isStorableText, parseJsonStrictly } from '../../../http/body.ts';
import { refusal } from '../frame/errors.ts';
import { URI_LIST } from './require-media-type.ts';

/** Some hundred addresses of the longest kind; nothing here takes more than one. */
const URI_LIST_LIMIT_BYTES = 65_536;

/** Reads bodies of the types that DSpace's contract has: JSON, JSON patches and lists of URIs. */
export function readBodies(app: FastifyInstance): void {
  parseJsonStrictly(app, /^application\/json(?:-patch\+json)?\s*(?:;|$)/i);
  app.addContentTypeParser(
    URI_LIST,
    { parseAs: 'string', bodyLimit: URI_LIST_LIMIT_BYTES },
    (_request, body, done) => {
      const text = String(body);
      if (isStorableText(text)) done(null, text);
      else done(refusal(400), undefined);
    },
  );
}
